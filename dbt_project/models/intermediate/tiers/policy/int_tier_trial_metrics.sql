-- grain: one row per trial and metric: its weight and how it is brought to 0–100

select
    trials.scheme_code,
    trials.review_date,
    trials.trial_code,
    metrics.metric_code,
    metrics.measure_code,
    cast(case when metrics.metric_code = trials.changed_metric_code then metrics.weight * trials.weight_factor else metrics.weight end as numeric(9, 4)) as weight,
    metrics.normalisation_method,
    metrics.zero_value,
    metrics.full_value,
    metrics.is_less_better,
    metrics.value_step,
    metrics.lower_bound,
    metrics.upper_bound
from {{ ref('int_tier_trials') }} as trials
inner join {{ ref('tier_metrics') }} as metrics
    on metrics.scheme_code = trials.scheme_code
    and metrics.policy_code = trials.policy_code
    and metrics.value_basis = trials.value_basis
