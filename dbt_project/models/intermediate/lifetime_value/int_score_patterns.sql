-- grain: one row per fit in use, policy and distinct purchase history at any review

select distinct
    customer_runs.score_run_id,
    customer_runs.policy_key,
    policies.horizon_months,
    policies.yearly_discount_rate,
    policies.interval_level,
    policies.fallback_yearly_retention,
    customer_runs.repeat_purchase_count,
    customer_runs.recency_days,
    customer_runs.age_days,
    -- only the fallback reads the last twelve months
    case when customer_runs.score_run_id = 'fallback' then customer_runs.purchase_count_12m else 0 end as last_year_count
from {{ ref('int_customer_runs') }} as customer_runs
inner join {{ ref('int_lifetime_policies') }} as policies on policies.review_date = customer_runs.review_date
