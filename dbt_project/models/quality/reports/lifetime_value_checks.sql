-- grain: one row per check of the lifetime value, with its figure and its limit

-- What an asset check or a page says about the forecasts in numbers; the tests read it, so that a limit is stated once.
with policies as (
    select * from {{ ref('int_lifetime_policies') }}
    where is_current_review
),

runs as (
    select * from {{ ref('lifetime_value_runs') }}
),

current_values as (
    select customer_lifetime_values.*
    from {{ ref('customer_lifetime_values') }} as customer_lifetime_values
    inner join policies on policies.review_date = customer_lifetime_values.review_date
),

model_in_use as (
    select model_name
    from runs
    where segment_code = 'all' and is_passed
    qualify row_number() over (order by fit_date desc nulls last) = 1
),

-- last year's forecast: the hold-out that ends at the current review, by the model in use, else by the fallback
last_year as (
    select
        comparison.expected_purchases,
        comparison.actual_purchases
    from {{ ref('lifetime_value_model_comparison') }} as comparison
    inner join policies on policies.review_date = comparison.fit_date
    left join model_in_use on model_in_use.model_name = comparison.model_name
    where comparison.segment_code = 'all'
        and comparison.cut_date = {{ add_months('policies.review_date', -12) }}
        and (model_in_use.model_name is not null or comparison.model_name = 'repeat_last_12_months_until_silent')
    qualify row_number() over (order by case when model_in_use.model_name is null then 1 else 0 end) = 1
),

checks as (
    select
        'calibration_of_last_year' as check_code,
        'Forecast of the purchases of the last twelve months over what came, less one' as description,
        {{ ratio('last_year.expected_purchases', 'last_year.actual_purchases') }} - 1 as figure,
        -cast(policies.calibration_limit as double) as lowest,
        cast(policies.calibration_limit as double) as highest
    from policies
    left join last_year on true
    union all
    select
        'fallback_share',
        'Share of customers at the current review whose forecast is the fallback',
        {{ ratio('count_if(current_values.is_fallback)', 'count(*)') }},
        0,
        cast(max(policies.fallback_share_limit) as double)
    from current_values
    cross join policies
    union all
    select
        'parameter_drift',
        'Largest change of a mean purchase or leaving rate against the fit before, in logarithms, among the latest fits',
        max(case when runs.fit_date = policies.review_date then runs.parameter_drift end),
        0,
        cast(max(policies.drift_limit) as double)
    from runs
    cross join policies
    union all
    select
        'failed_fits',
        'Latest fits that failed their checks',
        cast(count_if(runs.fit_date = policies.review_date and not runs.is_passed) as double),
        0,
        0
    from runs
    cross join policies
    union all
    select
        'unknown_margin_share',
        'Share of customers at the current review without any known margin, so without an expected contribution',
        {{ ratio("count_if(current_values.contribution_basis = 'unknown')", 'count(*)') }},
        0,
        1
    from current_values
)

select
    cast(check_code as varchar) as check_code,
    cast(description as varchar) as description,
    cast(figure as double) as figure,
    cast(lowest as double) as lowest,
    cast(highest as double) as highest,
    -- a figure that is not known breaks no limit
    cast(coalesce(figure between lowest and highest, true) as boolean) as is_within_limits
from checks
