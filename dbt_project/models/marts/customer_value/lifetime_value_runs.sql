-- grain: one row per fit date and segment: the fit, its data window, parameters and checks

with fits as (
    select
        fits.*,
        cast(fits.fit_date as date) as run_date,
        lag(case when is_passed then model_name end) over (partition by segment_code order by fit_date) as previous_model_name,
        lag(case when is_passed then purchase_shape end) over (partition by segment_code order by fit_date) as previous_purchase_shape,
        lag(case when is_passed then purchase_scale end) over (partition by segment_code order by fit_date) as previous_purchase_scale,
        lag(case when is_passed then leaving_shape end) over (partition by segment_code order by fit_date) as previous_leaving_shape,
        lag(case when is_passed then leaving_scale end) over (partition by segment_code order by fit_date) as previous_leaving_scale,
        lag(case when is_passed then regularity end) over (partition by segment_code order by fit_date) as previous_regularity
    from {{ ref('lifetime_value_fits') }} as fits
),

-- the mean purchase rate and the mean chance (or rate) to leave are what a drift of parameters means for a forecast
compared as (
    select
        fits.*,
        is_passed and previous_model_name = model_name and previous_regularity = regularity as has_comparable_fit,
        cast(purchase_shape as double) / purchase_scale as purchase_rate,
        case
            when model_name = 'pareto_nbd' then cast(leaving_shape as double) / leaving_scale
            else cast(leaving_shape as double) / (leaving_shape + leaving_scale)
        end as leaving_rate,
        cast(previous_purchase_shape as double) / previous_purchase_scale as previous_purchase_rate,
        case
            when model_name = 'pareto_nbd' then cast(previous_leaving_shape as double) / previous_leaving_scale
            else cast(previous_leaving_shape as double) / (previous_leaving_shape + previous_leaving_scale)
        end as previous_leaving_rate
    from fits
),

drifts as (
    select
        compared.*,
        case when has_comparable_fit then abs(ln(purchase_rate) - ln(previous_purchase_rate)) end as purchase_drift,
        case when has_comparable_fit then abs(ln(leaving_rate) - ln(previous_leaving_rate)) end as leaving_drift
    from compared
)

select
    cast(drifts.model_run_id as varchar) as model_run_id,
    cast(drifts.run_date as date) as fit_date,
    cast(drifts.segment_code as varchar) as segment_code,
    cast(drifts.model_name as varchar) as model_name,
    cast(drifts.is_passed as boolean) as is_passed,
    cast(nullif(drifts.reason, '') as varchar) as failed_checks,
    cast(nullif(drifts.note, '') as varchar) as notes,
    cast({{ add_days('drifts.run_date', '-drifts.data_from_days') }} as date) as data_from_date,
    cast(drifts.data_hash as varchar) as data_hash,
    cast(drifts.customer_count as integer) as customer_count,
    cast(drifts.repeat_customer_count as integer) as repeat_customer_count,
    cast(drifts.repeat_purchase_count as integer) as repeat_purchase_count,
    cast(drifts.pattern_count as integer) as pattern_count,
    cast(drifts.regularity as integer) as regularity,
    cast(drifts.wheat_morrison_regularity as double) as wheat_morrison_regularity,
    cast(drifts.purchase_shape as double) as purchase_shape,
    cast(drifts.purchase_scale as double) as purchase_scale,
    cast(drifts.leaving_shape as double) as leaving_shape,
    cast(drifts.leaving_scale as double) as leaving_scale,
    cast(drifts.log_likelihood as double) as log_likelihood,
    cast(drifts.is_spend_passed as boolean) as is_spend_passed,
    cast(nullif(drifts.spend_reason, '') as varchar) as spend_failed_checks,
    cast(drifts.spend_shape as double) as spend_shape,
    cast(drifts.spend_heterogeneity as double) as spend_heterogeneity,
    cast(drifts.spend_scale as double) as spend_scale,
    cast(case when drifts.purchase_drift > drifts.leaving_drift then drifts.purchase_drift else drifts.leaving_drift end as double)
        as parameter_drift,
    cast(
        case when drifts.purchase_drift > drifts.leaving_drift then drifts.purchase_drift else drifts.leaving_drift end
        > policies.drift_limit as boolean
    ) as is_drift_large
from drifts
inner join {{ ref('int_lifetime_policies') }} as policies on policies.review_date = drifts.run_date
