-- grain: one row per customer at the current review

-- The whale curve: contribution from the largest down, cumulated. Unknown contributions stand last and add nothing.
with current_metrics as (
    select metrics.*
    from {{ ref('customer_value_metrics') }} as metrics
    inner join {{ ref('dim_months') }} as months
        on months.month_end_date = metrics.review_date and months.is_current_review
),

ranked as (
    select
        current_metrics.*,
        row_number() over (
            order by contribution_12m_amount desc nulls last, customer_id
        ) as contribution_rank,
        count(*) over () as customer_count,
        sum(contribution_12m_amount) over () as total_contribution_amount
    from current_metrics
),

cumulated as (
    select
        ranked.*,
        case
            when contribution_12m_amount is not null
                then sum(contribution_12m_amount) over (order by contribution_rank rows between unbounded preceding and current row)
        end as cumulative_contribution_amount
    from ranked
)

select
    cast(customer_id as varchar) as customer_id,
    cast(review_date as date) as review_date,
    cast(customer_name as varchar) as customer_name,
    cast(contribution_rank as integer) as contribution_rank,
    cast(contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast(cumulative_contribution_amount as {{ amount_type() }}) as cumulative_contribution_amount,
    case when total_contribution_amount > 0 then {{ ratio('contribution_rank', 'customer_count') }} end as cumulative_customer_rate,
    {{ ratio('cumulative_contribution_amount', 'total_contribution_amount') }} as cumulative_contribution_rate,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from cumulated
