-- grain: one row per customer to whom capacity priority is promised at the current review

-- The list that planners work down: higher tier first, then score, then contribution, then id.
with tiers as (
    select * from {{ ref('customer_tiers_current') }}
    where scheme_code = '{{ var("governing_scheme") }}'
),

own_promises as (
    select * from {{ ref('int_own_capacity_promises') }}
),

promised as (
    select
        tiers.*,
        own_promises.customer_id is not null as is_own_promise,
        coalesce(own_promises.promised_quantity, strategies.promised_quantity) as promised_quantity
    from tiers
    left join own_promises on own_promises.customer_id = tiers.customer_id
    left join {{ ref('tier_strategies') }} as strategies
        on strategies.scheme_code = tiers.scheme_code
        and strategies.tier_code = tiers.effective_tier_code
        and strategies.strategy_dimension = 'capacity_priority'
)

select
    cast(row_number() over (
        order by effective_tier_rank, score desc nulls last, contribution_12m_amount desc nulls last, customer_id
    ) as integer) as priority_rank,
    cast(customer_id as varchar) as customer_id,
    cast(customer_name as varchar) as customer_name,
    cast(review_date as date) as review_date,
    cast(scheme_code as varchar) as scheme_code,
    cast(effective_tier_code as varchar) as tier_code,
    cast(score as double) as score,
    cast(promised_quantity as double) as promised_orders_per_quarter,
    cast(is_own_promise as boolean) as is_own_promise,
    cast(contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast(account_manager_name as varchar) as account_manager_name,
    cast(reporting_currency as varchar) as reporting_currency
from promised
where promised_quantity > 0
