-- grain: one row per fit date, segment, hold-out cut and model or naive baseline

with holdouts as (
    select * from {{ ref('lifetime_value_holdouts') }}
)

select
    cast(fit_date as date) as fit_date,
    cast(segment_code as varchar) as segment_code,
    cast(cut_date as date) as cut_date,
    cast(model_name as varchar) as model_name,
    cast(regularity as integer) as regularity,
    cast(model_name like 'repeat_%' as boolean) as is_naive_baseline,
    cast(is_chosen as boolean) as is_chosen,
    cast(customer_count as integer) as customer_count,
    cast(expected_total as double) as expected_purchases,
    cast(actual_total as integer) as actual_purchases,
    cast(bias_rate as double) as bias_rate,
    cast(rmse as double) as root_mean_squared_error,
    cast(mae as double) as mean_absolute_error,
    cast(auc as double) as probability_active_auc,
    cast(brier as double) as probability_active_brier,
    cast(top_decile_lift as double) as top_decile_lift,
    cast(nullif(reason, '') as varchar) as not_fitted_reason,
    cast(nullif(choice_reason, '') as varchar) as no_choice_reason
from holdouts
