-- grain: one row per customer, scheme and linear metric at the current review that enough points would lift
{{ config(materialized='ephemeral') }}

with needs as (
    select
        points.customer_id,
        points.scheme_code,
        points.review_date,
        points.metric_code,
        points.required_score,
        metrics.value_step,
        metrics.zero_value,
        metrics.full_value,
        case when metrics.is_less_better then -1 else 1 end as direction,
        cast(metrics.zero_value as double)
        + cast(points.required_score as double) / cast(100 as double) * cast(metrics.full_value - metrics.zero_value as double) as solved_value
    from {{ ref('int_ladder_points') }} as points
    inner join {{ ref('int_tier_trial_metrics') }} as metrics
        on metrics.scheme_code = points.scheme_code
        and metrics.review_date = points.review_date
        and metrics.trial_code = 'in_force'
        and metrics.metric_code = points.metric_code
        and metrics.normalisation_method = 'linear'
    where points.required_score is not null
),

tried as (
    select
        needs.*,
        cast(floor(direction * solved_value / cast(value_step as double)) + steps.n as numeric(28, 0)) as directed_steps
    from needs
    cross join (values (-1), (0), (1), (2)) as steps (n)
)

select
    customer_id,
    scheme_code,
    review_date,
    metric_code,
    direction * min(case
        when {{ linear_score('cast(direction * directed_steps * value_step as double)', 'zero_value', 'full_value') }} >= required_score
            then directed_steps
    end) * value_step as required_value
from tried
group by customer_id, scheme_code, review_date, metric_code, direction, value_step
