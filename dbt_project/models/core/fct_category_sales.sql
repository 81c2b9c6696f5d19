-- grain: one row per customer, product category and month with sales

-- Sales are the header's net amount. What the lines do not add up to stands under `unallocated`, so that the categories
-- of a month always sum to its sales.
with invoices as (
    select * from {{ ref('fct_invoices') }}
),

category_amounts as (
    select * from {{ ref('int_invoice_category_amounts') }}
),

line_totals as (
    select invoice_id, sum(net_document_amount) as net_document_amount
    from category_amounts
    group by invoice_id
),

categorised as (
    select
        invoices.customer_id,
        category_amounts.product_category,
        category_amounts.offering_type,
        invoices.month_index,
        {{ at_rate('category_amounts.net_document_amount', 'invoices.exchange_rate') }} as net_amount
    from category_amounts
    inner join invoices on invoices.invoice_id = category_amounts.invoice_id
    union all
    select
        invoices.customer_id,
        'unallocated' as product_category,
        'product' as offering_type,
        invoices.month_index,
        {{ at_rate('invoices.net_document_amount - coalesce(line_totals.net_document_amount, 0)', 'invoices.exchange_rate') }} as net_amount
    from invoices
    left join line_totals on line_totals.invoice_id = invoices.invoice_id
    where invoices.net_document_amount <> coalesce(line_totals.net_document_amount, 0)
)

select
    cast(customer_id as varchar) as customer_id,
    cast(product_category as varchar) as product_category,
    cast(max(offering_type) as varchar) as offering_type,
    cast(month_index as integer) as month_index,
    cast(sum(net_amount) as {{ amount_type() }}) as net_amount
from categorised
group by customer_id, product_category, month_index
