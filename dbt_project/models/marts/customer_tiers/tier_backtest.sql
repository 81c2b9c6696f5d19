-- grain: one row per scheme, tier and review with twelve months after it

-- Did the tier of then tell what came? Figures of those who held it, in the twelve months after. Beside it, where two years
-- have passed, how many reached a tier with a cut (strategic or above) within them: potential ought to beat general.
with tiers as (
    select
        tiers.customer_id,
        tiers.scheme_code,
        tiers.review_date,
        {{ month_index('tiers.review_date') }} as month_index,
        tiers.effective_tier_code,
        tiers.effective_tier_rank,
        scales.lowest_cut_rank
    from {{ ref('customer_tiers') }} as tiers
    inner join {{ ref('int_tier_scales') }} as scales
        on scales.scheme_code = tiers.scheme_code
        and scales.review_date = tiers.review_date
        and scales.trial_code = 'in_force'
),

metrics as (
    select
        metrics.customer_id,
        {{ month_index('metrics.review_date') }} as month_index,
        metrics.contribution_12m_amount,
        metrics.net_sales_12m_amount,
        metrics.invoice_count_12m,
        facts.write_offs_12m_amount
    from {{ ref('customer_value_metrics') }} as metrics
    inner join {{ ref('int_problem_facts') }} as facts
        on facts.customer_id = metrics.customer_id
        and facts.review_date = metrics.review_date
),

-- the best rank within the two years after each review, by looking at the next 24 rows of the customer
reached as (
    select
        tiers.*,
        min(effective_tier_rank) over (
            partition by customer_id, scheme_code order by month_index rows between 1 following and 24 following
        ) as best_rank_24m,
        count(*) over (
            partition by customer_id, scheme_code order by month_index rows between 1 following and 24 following
        ) as later_review_count
    from tiers
)

select
    cast(reached.scheme_code as varchar) as scheme_code,
    cast(reached.effective_tier_code as varchar) as tier_code,
    cast(max(reached.effective_tier_rank) as integer) as tier_rank,
    cast(reached.review_date as date) as review_date,
    cast(count(*) as bigint) as customer_count,
    cast(sum(later.contribution_12m_amount) as {{ amount_type() }}) as next_12m_contribution_amount,
    cast(sum(later.net_sales_12m_amount) as {{ amount_type() }}) as next_12m_net_sales_amount,
    cast(count_if(later.invoice_count_12m > 0) as bigint) as retained_customer_count,
    {{ ratio('count_if(later.invoice_count_12m > 0)', 'count(*)') }} as retention_rate,
    cast(sum(later.write_offs_12m_amount) as {{ amount_type() }}) as next_12m_write_offs_amount,
    {{ ratio('sum(later.write_offs_12m_amount)', 'sum(later.net_sales_12m_amount)') }} as bad_debt_rate,
    cast(count_if(reached.later_review_count = 24) as bigint) as customer_with_24m_count,
    cast(count_if(reached.later_review_count = 24 and reached.best_rank_24m <= reached.lowest_cut_rank) as bigint)
        as reached_strategic_24m_count,
    {{ ratio(
        'count_if(reached.later_review_count = 24 and reached.best_rank_24m <= reached.lowest_cut_rank)',
        'count_if(reached.later_review_count = 24)',
    ) }} as reached_strategic_24m_rate,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from reached
inner join metrics as later
    on later.customer_id = reached.customer_id
    and later.month_index = reached.month_index + 12
group by reached.scheme_code, reached.effective_tier_code, reached.review_date
