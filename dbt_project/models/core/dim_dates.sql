-- grain: one row per calendar day from the first document or exchange rate to the end of the month of the as-of date

with first_days as (
    select min(invoice_date) as first_day from {{ ref('stg_invoices') }}
    union all
    select min(receipt_date) from {{ ref('stg_receipts') }}
    union all
    select min(rate_date) from {{ ref('stg_exchange_rates') }}
    union all
    select min(cost_date) from {{ ref('stg_service_costs') }}
    union all
    select {{ as_of_date() }}
),

calendar_range as (
    select
        cast(date_trunc('month', min(first_day)) as date) as first_day,
        last_day({{ as_of_date() }}) as last_day_of_range
    from first_days
    where first_day <= {{ as_of_date() }}
),

days as (
    select {{ add_days('calendar_range.first_day', 'series.n') }} as date_day
    from calendar_range
    cross join ({{ number_series(60000) }}) as series
    where series.n <= datediff('day', calendar_range.first_day, calendar_range.last_day_of_range)
),

indexed as (
    select
        date_day,
        {{ month_index('date_day') }} as month_index,
        cast(date_trunc('month', date_day) as date) as month_start_date,
        cast(last_day(date_day) as date) as month_end_date,
        cast(date_trunc('quarter', date_day) as date) as quarter_start_date
    from days
)

select
    cast(date_day as date) as date_day,
    cast(month_index as integer) as month_index,
    cast(month_start_date as date) as month_start_date,
    cast(month_end_date as date) as month_end_date,
    cast(quarter_start_date as date) as quarter_start_date,
    cast(extract(year from date_day) as integer) as calendar_year,
    cast(extract(quarter from date_day) as integer) as calendar_quarter,
    cast(extract(month from date_day) as integer) as calendar_month,
    cast({{ fiscal_year('month_index') }} as integer) as fiscal_year,
    {{ fiscal_quarter('month_index') }} as fiscal_quarter,
    cast({{ fiscal_month('month_index') }} as integer) as fiscal_month,
    cast(date_day = month_end_date as boolean) as is_month_end
from indexed
