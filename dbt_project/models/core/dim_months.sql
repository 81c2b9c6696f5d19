-- grain: one row per calendar month from the first document or exchange rate to the month of the as-of date

with months as (
    select distinct month_index, month_start_date, month_end_date, fiscal_year, fiscal_month
    from {{ ref('dim_dates') }}
),

first_effective_invoice as (
    select min(month_index) as month_index
    from {{ ref('fct_invoices') }}
    where document_type = 'invoice'
),

reviewed as (
    select
        months.*,
        months.month_end_date <= {{ as_of_date() }}
        and months.month_index >= first_effective_invoice.month_index as is_review
    from months
    cross join first_effective_invoice
),

current_review as (
    select max(month_index) as month_index
    from reviewed
    where is_review
)

select
    cast(reviewed.month_index as integer) as month_index,
    cast(reviewed.month_start_date as date) as month_start_date,
    cast(reviewed.month_end_date as date) as month_end_date,
    cast(datediff('day', reviewed.month_start_date, reviewed.month_end_date) + 1 as integer) as days_in_month,
    cast(reviewed.fiscal_year as integer) as fiscal_year,
    {{ add_days(add_months('reviewed.month_start_date', '13 - reviewed.fiscal_month'), -1) }} as fiscal_year_end_date,
    cast(reviewed.fiscal_month = 12 as boolean) as is_fiscal_year_end,
    cast(coalesce(reviewed.is_review, false) as boolean) as is_review,
    cast(coalesce(reviewed.month_index = current_review.month_index, false) as boolean) as is_current_review
from reviewed
cross join current_review
