-- grain: one row per review, with the lifetime-value policy in force on it

with reviews as (
    select month_end_date as review_date, month_index, is_fiscal_year_end, is_current_review
    from {{ ref('dim_months') }}
    where is_review
),

parameters as (
    select * from {{ ref('lifetime_value_parameters') }}
),

in_force as (
    select
        reviews.review_date,
        reviews.month_index,
        reviews.is_fiscal_year_end,
        reviews.is_current_review,
        {%- for code in [
            'horizon_months', 'minimum_fit_months', 'minimum_calibration_months', 'holdout_count', 'minimum_segment_customers',
            'minimum_fit_customers', 'minimum_repeat_customers', 'minimum_repeat_purchases', 'margin_window_months',
        ] %}
        cast(max(case when parameters.parameter_code = '{{ code }}' then parameters.parameter_value end) as integer) as {{ code }},
        {%- endfor %}
        {%- for code in [
            'yearly_discount_rate', 'interval_level', 'fallback_yearly_retention', 'margin_prior_purchases', 'attainable_influence_fraction',
            'drift_limit', 'calibration_limit', 'fallback_share_limit',
        ] %}
        max(case when parameters.parameter_code = '{{ code }}' then parameters.parameter_value end) as {{ code }}{{ "," if not loop.last }}
        {%- endfor %}
    from reviews
    inner join parameters on {{ in_force('parameters', 'reviews.review_date') }}
    group by reviews.review_date, reviews.month_index, reviews.is_fiscal_year_end, reviews.is_current_review
)

select
    in_force.*,
    -- reviews under one policy are scored together
    cast(horizon_months as varchar) || '|' || cast(yearly_discount_rate as varchar) || '|' || cast(interval_level as varchar)
    || '|' || cast(fallback_yearly_retention as varchar) as policy_key
from in_force
