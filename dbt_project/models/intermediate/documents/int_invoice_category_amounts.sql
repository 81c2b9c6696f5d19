-- grain: one row per invoice and product category of its lines

-- The only reader of invoice lines on the way to the marts: lines are the largest table.
with invoice_lines as (
    select * from {{ ref('stg_invoice_lines') }}
),

products as (
    select * from {{ ref('stg_products') }}
)

select
    invoice_lines.invoice_id,
    coalesce(products.product_category, 'unknown') as product_category,
    coalesce(products.offering_type, 'product') as offering_type,
    cast(sum(invoice_lines.net_amount) as {{ document_amount_type() }}) as net_document_amount,
    cast(sum(case when invoice_lines.cost_amount is not null then invoice_lines.net_amount end) as {{ document_amount_type() }})
        as costed_net_document_amount,
    cast(sum(invoice_lines.cost_amount) as {{ document_amount_type() }}) as cost_document_amount
from invoice_lines
left join products on products.product_id = invoice_lines.product_id
group by 1, 2, 3
