-- grain: one row per currency and calendar day on which a rate to the reporting currency is known

-- A rate holds until the next one. Where no direct rate was ever quoted on or before a day, the inverse of the other
-- direction stands in. Dense days make every conversion an equality join.
with quoted_rates as (
    select
        from_currency as currency,
        rate_date,
        rate as direct_rate,
        null as inverse_rate
    from {{ ref('stg_exchange_rates') }}
    where to_currency = '{{ var("reporting_currency") }}' and from_currency <> to_currency and rate > 0
    union all
    select
        to_currency as currency,
        rate_date,
        null as direct_rate,
        cast(1 / cast(rate as double) as {{ exchange_rate_type() }}) as inverse_rate
    from {{ ref('stg_exchange_rates') }}
    where from_currency = '{{ var("reporting_currency") }}' and from_currency <> to_currency and rate > 0
),

rates_by_day as (
    select
        currency,
        rate_date,
        max(direct_rate) as direct_rate,
        max(inverse_rate) as inverse_rate
    from quoted_rates
    group by currency, rate_date
),

currency_days as (
    select currencies.currency, days.date_day
    from (select distinct currency from rates_by_day) as currencies
    cross join {{ ref('dim_dates') }} as days
),

{% set so_far = 'partition by currency_days.currency order by currency_days.date_day'
    ~ ' rows between unbounded preceding and current row' -%}
filled_rates as (
    select
        currency_days.currency,
        currency_days.date_day,
        {{ last_known_value('rates_by_day.direct_rate', so_far) }} as direct_rate,
        {{ last_known_value('rates_by_day.inverse_rate', so_far) }} as inverse_rate
    from currency_days
    left join rates_by_day
        on rates_by_day.currency = currency_days.currency
        and rates_by_day.rate_date = currency_days.date_day
)

select
    currency,
    date_day as rate_date,
    cast(coalesce(direct_rate, inverse_rate) as {{ exchange_rate_type() }}) as exchange_rate
from filled_rates
where coalesce(direct_rate, inverse_rate) is not null
union all
select
    '{{ var("reporting_currency") }}' as currency,
    date_day as rate_date,
    cast(1 as {{ exchange_rate_type() }}) as exchange_rate
from {{ ref('dim_dates') }}
