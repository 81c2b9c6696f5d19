-- grain: one row per trial and customer

-- Stage 2. The score is the weighted mean of the metrics that are present; with too little weight present it is unrated.
with trials as (
    select * from {{ ref('int_tier_trials') }}
),

metrics as (
    select * from {{ ref('customer_value_metrics') }}
),

summed as (
    select
        scheme_code,
        review_date,
        trial_code,
        customer_id,
        sum(case when normalised_score is not null then weight * normalised_score end) as weighted_sum,
        sum(case when normalised_score is not null then weight else 0 end) as weight_present,
        sum(weight) as weight_total,
        sum(case when previous_normalised_score is not null then weight * previous_normalised_score end) as previous_weighted_sum,
        sum(case when previous_normalised_score is not null then weight else 0 end) as previous_weight_present
    from {{ ref('int_tier_normalised_metrics') }}
    group by scheme_code, review_date, trial_code, customer_id
),

scored as (
    select
        summed.*,
        {{ weighted_score('weighted_sum', 'weight_present') }} as score,
        {{ weighted_score('previous_weighted_sum', 'previous_weight_present') }} as score_of_own_previous_values,
        {{ ratio('weight_present', 'weight_total') }} as score_coverage_rate
    from summed
)

select
    scored.scheme_code,
    scored.review_date,
    scored.trial_code,
    scored.customer_id,
    trials.is_history,
    trials.policy_code,
    trials.value_basis,
    scored.score,
    scored.score_of_own_previous_values,
    scored.score_coverage_rate,
    scored.weighted_sum,
    scored.weight_present,
    scored.weight_total,
    coalesce(scored.weight_present < trials.minimum_weight_rate * scored.weight_total, true) or scored.score is null as is_unrated,
    datediff('month', metrics.first_invoice_date, scored.review_date) + 1 < trials.provisional_months as is_provisional,
    metrics.lifecycle_status
from scored
inner join trials
    on trials.scheme_code = scored.scheme_code
    and trials.review_date = scored.review_date
    and trials.trial_code = scored.trial_code
inner join metrics
    on metrics.customer_id = scored.customer_id
    and metrics.review_date = scored.review_date
