-- grain: one row per trial, customer and metric

-- Stage 1. A missing value has no normalised score and takes no part in the sum.
with trial_metrics as (
    select * from {{ ref('int_tier_trial_metrics') }}
),

customers as (
    select customer_id, review_date, lag(review_date) over (partition by customer_id order by review_date) as previous_review_date
    from {{ ref('customer_value_metrics') }}
    where customer_id <> 'unknown'
),

measures as (
    select
        measures.*,
        lag(measure_value) over (partition by customer_id, measure_code order by review_date) as last_value_before,
        lag(review_date) over (partition by customer_id, measure_code order by review_date) as last_review_before
    from {{ ref('int_tier_measures') }} as measures
),

described as (
    select
        trial_metrics.scheme_code,
        trial_metrics.review_date,
        trial_metrics.trial_code,
        customers.customer_id,
        trial_metrics.metric_code,
        trial_metrics.weight,
        trial_metrics.normalisation_method,
        trial_metrics.zero_value,
        trial_metrics.full_value,
        trial_metrics.is_less_better,
        measures.measure_value,
        case when measures.last_review_before = customers.previous_review_date then measures.last_value_before end as previous_measure_value,
        percentiles.percentile_score,
        percentiles.previous_percentile_score
    from trial_metrics
    inner join customers on customers.review_date = trial_metrics.review_date
    left join measures
        on measures.customer_id = customers.customer_id
        and measures.review_date = customers.review_date
        and measures.measure_code = trial_metrics.measure_code
    left join {{ ref('int_tier_percentiles') }} as percentiles
        on percentiles.customer_id = customers.customer_id
        and percentiles.review_date = customers.review_date
        and percentiles.measure_code = trial_metrics.measure_code
)

select
    scheme_code,
    review_date,
    trial_code,
    customer_id,
    metric_code,
    weight,
    measure_value as metric_value,
    {{ normalised_score('measure_value', 'percentile_score') }} as normalised_score,
    {{ normalised_score('previous_measure_value', 'previous_percentile_score') }} as previous_normalised_score
from described
