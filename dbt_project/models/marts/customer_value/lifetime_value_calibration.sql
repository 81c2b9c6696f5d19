-- grain: one row per fit date, segment, hold-out cut, model or naive baseline and tenth of its customers by forecast

-- The calibration chart: what was forecast for the twelve months after the cut against what came, least forecast first.
with holdouts as (
    select * from {{ ref('lifetime_value_holdouts') }}
    where customer_count is not null
),

tenths as (
    {%- for tenth in range(1, 11) %}
    select
        fit_date, segment_code, cut_date, model_name, is_chosen,
        {{ tenth }} as forecast_tenth,
        tenth_{{ '%02d' % tenth }}_customers as customer_count,
        tenth_{{ '%02d' % tenth }}_expected as expected_purchases,
        tenth_{{ '%02d' % tenth }}_actual as actual_purchases
    from holdouts
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    cast(fit_date as date) as fit_date,
    cast(segment_code as varchar) as segment_code,
    cast(cut_date as date) as cut_date,
    cast(model_name as varchar) as model_name,
    cast(is_chosen as boolean) as is_chosen,
    cast(forecast_tenth as integer) as forecast_tenth,
    cast(customer_count as double) as customer_count,
    cast(expected_purchases as double) as expected_purchases,
    cast(actual_purchases as double) as actual_purchases,
    {{ ratio('expected_purchases', 'customer_count') }} as expected_purchases_per_customer,
    {{ ratio('actual_purchases', 'customer_count') }} as actual_purchases_per_customer
from tenths
