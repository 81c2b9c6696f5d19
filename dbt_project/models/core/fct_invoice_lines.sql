-- grain: one row per line of an effective document
{{ config(materialized='view') }}

with invoices as (
    select * from {{ ref('fct_invoices') }}
),

invoice_lines as (
    select * from {{ ref('stg_invoice_lines') }}
),

products as (
    select * from {{ ref('stg_products') }}
)

select
    cast(invoice_lines.invoice_id as varchar) as invoice_id,
    cast(invoice_lines.line_number as integer) as line_number,
    cast(invoices.customer_id as varchar) as customer_id,
    cast(coalesce(products.product_id, 'unknown') as varchar) as product_id,
    cast(coalesce(products.product_category, 'unknown') as varchar) as product_category,
    cast(coalesce(products.offering_type, 'product') as varchar) as offering_type,
    cast(invoices.invoice_date as date) as invoice_date,
    cast(invoices.month_index as integer) as month_index,
    cast(invoices.currency as varchar) as currency,
    cast(invoice_lines.quantity as {{ document_amount_type() }}) as quantity,
    cast(invoice_lines.net_amount as {{ document_amount_type() }}) as net_document_amount,
    {{ at_rate('invoice_lines.net_amount', 'invoices.exchange_rate') }} as net_amount,
    {{ at_rate('invoice_lines.cost_amount', 'invoices.exchange_rate') }} as cost_amount,
    {{ at_rate('invoice_lines.list_amount', 'invoices.exchange_rate') }} as list_amount
from invoice_lines
inner join invoices on invoices.invoice_id = invoice_lines.invoice_id
left join products on products.product_id = invoice_lines.product_id
