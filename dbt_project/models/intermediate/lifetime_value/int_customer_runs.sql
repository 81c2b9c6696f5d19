-- grain: one row per customer and review with a purchase: the fit that forecasts it

-- An industry with a fit of its own uses it, everybody else the fit over all customers; where neither has passed its
-- checks the documented fallback stands in, with the reason of the latest attempt.
with states as (
    select * from {{ ref('int_purchase_states') }}
    where customer_id <> 'unknown'
),

customers as (
    select customer_id, industry from {{ ref('dim_customers') }}
),

review_runs as (
    select
        review_runs.*,
        fits.model_run_id,
        fits.model_name
    from {{ ref('int_review_runs') }} as review_runs
    left join {{ ref('lifetime_value_fits') }} as fits
        on fits.segment_code = review_runs.segment_code
        and cast(fits.fit_date as date) = review_runs.passed_fit_date
),

policies as (
    select * from {{ ref('int_lifetime_policies') }}
)

select
    states.customer_id,
    states.review_date,
    states.repeat_purchase_count,
    states.recency_days,
    states.age_days,
    states.purchase_count_12m,
    states.valued_purchase_count,
    states.valued_net_amount,
    policies.policy_key,
    coalesce(own_runs.model_run_id, all_runs.model_run_id) as passed_run_id,
    coalesce(own_runs.model_run_id, all_runs.model_run_id, 'fallback') as score_run_id,
    coalesce(own_runs.model_run_id, all_runs.model_run_id, all_runs.latest_run_id, 'before_first_fit') as model_run_id,
    coalesce(own_runs.model_name, all_runs.model_name, 'repeat_last_12_months_until_silent') as model_name,
    case
        when own_runs.model_run_id is not null then own_runs.segment_code
        when all_runs.model_run_id is not null then 'all'
    end as segment_code,
    case
        when coalesce(own_runs.model_run_id, all_runs.model_run_id) is null
            then coalesce(all_runs.latest_reason, 'no fit was due by this review: too little history')
    end as fallback_reason
from states
inner join policies on policies.review_date = states.review_date
left join customers on customers.customer_id = states.customer_id
left join review_runs as own_runs
    on own_runs.review_date = states.review_date
    and own_runs.segment_code = customers.industry
left join review_runs as all_runs
    on all_runs.review_date = states.review_date
    and all_runs.segment_code = 'all'
