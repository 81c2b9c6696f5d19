{{ config(meta={'dagster': {'ref': {'name': 'customer_value_metrics'}}}) }}
-- A returned row is a customer whose twelve-month sales at the current review are not those of its invoices.
with invoiced as (
    select invoices.customer_id, sum(invoices.net_amount) as net_amount
    from {{ ref('fct_invoices') }} as invoices
    inner join {{ ref('dim_months') }} as months
        on months.is_current_review
        and invoices.month_index between months.month_index - 11 and months.month_index
    group by invoices.customer_id
),

current_metrics as (
    select metrics.customer_id, metrics.net_sales_12m_amount
    from {{ ref('customer_value_metrics') }} as metrics
    inner join {{ ref('dim_months') }} as months on months.is_current_review and months.month_end_date = metrics.review_date
)

select current_metrics.customer_id, current_metrics.net_sales_12m_amount, invoiced.net_amount
from current_metrics
left join invoiced on invoiced.customer_id = current_metrics.customer_id
where abs(current_metrics.net_sales_12m_amount - coalesce(invoiced.net_amount, 0)) >= 0.005
