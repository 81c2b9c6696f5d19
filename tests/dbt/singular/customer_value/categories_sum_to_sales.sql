{{ config(meta={'dagster': {'ref': {'name': 'fct_category_sales'}}}) }}
-- A returned row is a customer and month whose categories do not sum to its sales.
with by_category as (
    select customer_id, month_index, sum(net_amount) as net_amount
    from {{ ref('fct_category_sales') }}
    group by customer_id, month_index
),

by_invoice as (
    select customer_id, month_index, sum(net_amount) as net_amount
    from {{ ref('fct_invoices') }}
    group by customer_id, month_index
)

select by_invoice.customer_id, by_invoice.month_index, by_invoice.net_amount, by_category.net_amount as category_amount
from by_invoice
left join by_category on by_category.customer_id = by_invoice.customer_id and by_category.month_index = by_invoice.month_index
where abs(by_invoice.net_amount - coalesce(by_category.net_amount, 0)) >= 0.005
