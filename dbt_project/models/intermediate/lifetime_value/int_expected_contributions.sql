-- grain: one row per customer and review: history and expectation, before any influence

with contributions as (
    select * from {{ ref('int_historical_contributions') }}
),

customer_runs as (
    select * from {{ ref('int_customer_runs') }}
),

scores as (
    select * from {{ ref('lifetime_value_scores') }}
),

purchase_values as (
    select * from {{ ref('int_purchase_values') }}
),

scored as (
    select
        contributions.customer_id,
        contributions.review_date,
        contributions.historical_contribution_amount,
        policies.horizon_months,
        customer_runs.model_name,
        customer_runs.model_run_id,
        customer_runs.segment_code,
        customer_runs.fallback_reason,
        customer_runs.passed_run_id,
        scores.probability_active,
        scores.expected_purchases,
        scores.discounted_purchases,
        purchase_values.expected_value_per_purchase_amount,
        purchase_values.spend_model_name,
        purchase_values.contribution_rate,
        purchase_values.contribution_basis,
        cast(scores.discounted_purchases * cast(purchase_values.expected_value_per_purchase_amount as double) as {{ amount_type() }})
            as expected_amount,
        cast(scores.purchases_low * cast(purchase_values.expected_value_per_purchase_amount as double) as {{ amount_type() }})
            as few_amount,
        cast(scores.purchases_high * cast(purchase_values.expected_value_per_purchase_amount as double) as {{ amount_type() }})
            as many_amount
    from contributions
    inner join {{ ref('int_lifetime_policies') }} as policies on policies.review_date = contributions.review_date
    left join customer_runs
        on customer_runs.customer_id = contributions.customer_id
        and customer_runs.review_date = contributions.review_date
    left join scores
        on scores.score_run_id = customer_runs.score_run_id
        and scores.policy_key = customer_runs.policy_key
        and scores.repeat_purchase_count = customer_runs.repeat_purchase_count
        and scores.recency_days = customer_runs.recency_days
        and scores.age_days = customer_runs.age_days
        and scores.last_year_count = case when customer_runs.score_run_id = 'fallback' then customer_runs.purchase_count_12m else 0 end
    left join purchase_values
        on purchase_values.customer_id = contributions.customer_id
        and purchase_values.review_date = contributions.review_date
)

select
    scored.customer_id,
    scored.review_date,
    scored.historical_contribution_amount,
    scored.horizon_months,
    scored.probability_active,
    scored.expected_purchases,
    scored.discounted_purchases,
    scored.expected_value_per_purchase_amount,
    scored.contribution_rate,
    coalesce(scored.contribution_basis, 'unknown') as contribution_basis,
    scored.expected_amount as expected_contribution_amount,
    -- where a purchase is expected to lose money, many purchases are the low end
    case when scored.many_amount < scored.few_amount then scored.many_amount else scored.few_amount end
        as expected_contribution_low_amount,
    case when scored.many_amount < scored.few_amount then scored.few_amount else scored.many_amount end
        as expected_contribution_high_amount,
    coalesce(scored.model_name, 'none') as model_name,
    coalesce(scored.model_run_id, 'none') as model_run_id,
    scored.segment_code,
    coalesce(scored.spend_model_name, 'none') as spend_model_name,
    scored.passed_run_id is null as is_fallback,
    case
        when scored.customer_id = 'unknown' then 'sales without a known customer are nobody''s future'
        when scored.model_name is null then 'nothing was bought: credits and negative invoices only'
        else scored.fallback_reason
    end as fallback_reason
from scored
