-- one row per model and naive baseline of the latest fit: how far off it was on held-out months
with latest as (
    select max(fit_date) as fit_date
    from marts.lifetime_value_model_comparison
)

select
    comparison.fit_date,
    comparison.segment_code,
    comparison.cut_date,
    comparison.model_name,
    comparison.is_naive_baseline,
    comparison.is_chosen,
    comparison.customer_count,
    comparison.bias_rate,
    comparison.mean_absolute_error,
    comparison.root_mean_squared_error,
    comparison.probability_active_auc,
    comparison.not_fitted_reason,
    comparison.no_choice_reason
from marts.lifetime_value_model_comparison as comparison
inner join latest on comparison.fit_date = latest.fit_date
order by
    comparison.segment_code,
    comparison.cut_date desc,
    comparison.mean_absolute_error nulls last,
    comparison.model_name
