{{ config(meta={'dagster': {'ref': {'name': 'customer_value_yearly'}}}) }}
-- A returned row is a customer whose yearly sales do not sum to its invoices up to the current review.
with first_years as (
    select customer_id, min(fiscal_year) as fiscal_year
    from {{ ref('customer_value_yearly') }}
    group by customer_id
),

invoiced as (
    select invoices.customer_id, sum(invoices.net_amount) as net_amount
    from {{ ref('fct_invoices') }} as invoices
    inner join {{ ref('dim_dates') }} as dates on dates.date_day = invoices.invoice_date
    inner join first_years
        on first_years.customer_id = invoices.customer_id and first_years.fiscal_year <= dates.fiscal_year
    inner join {{ ref('dim_months') }} as months on months.is_current_review and invoices.invoice_date <= months.month_end_date
    group by invoices.customer_id
),

yearly as (
    select customer_id, sum(net_sales_amount) as net_amount
    from {{ ref('customer_value_yearly') }}
    group by customer_id
)

select yearly.customer_id, yearly.net_amount as yearly_amount, invoiced.net_amount as invoiced_amount
from yearly
left join invoiced on invoiced.customer_id = yearly.customer_id
where abs(yearly.net_amount - coalesce(invoiced.net_amount, 0)) >= 0.005
