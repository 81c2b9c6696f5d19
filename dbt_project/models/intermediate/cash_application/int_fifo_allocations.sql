-- grain: one row per receipt and invoice matched first in, first out (pass c)

-- Receipts and invoices of a payer are laid along one line of cumulative amounts. Between two neighbouring breakpoints
-- exactly one receipt meets one invoice: no join of overlaps, so no quadratic case.
with receipt_ends as (
    select
        receipts.payer_customer_id,
        receipts.currency,
        receipts.receipt_id,
        receipts.receipt_date,
        sum(receipts.rest_document_amount) over (
            partition by receipts.payer_customer_id, receipts.currency order by receipts.receipt_date, receipts.receipt_id
            rows between unbounded preceding and current row
        ) as line_end
    from {{ ref('int_receipt_rests') }} as receipts
    where not exists (
        select 1 from {{ ref('int_exact_allocations') }} as exact where exact.receipt_id = receipts.receipt_id
    )
),

invoice_ends as (
    select
        invoices.payer_customer_id,
        invoices.currency,
        invoices.invoice_id,
        invoices.invoice_date,
        sum(invoices.rest_document_amount) over (
            partition by invoices.payer_customer_id, invoices.currency
            order by invoices.invoice_date, invoices.due_date, invoices.invoice_id
            rows between unbounded preceding and current row
        ) as line_end
    from {{ ref('int_invoice_rests') }} as invoices
    where not exists (
        select 1 from {{ ref('int_exact_allocations') }} as exact where exact.invoice_id = invoices.invoice_id
    )
),

both_ends as (
    select payer_customer_id, currency, line_end, receipt_id, receipt_date, null as invoice_id, null as invoice_date
    from receipt_ends
    union all
    select payer_customer_id, currency, line_end, null as receipt_id, null as receipt_date, invoice_id, invoice_date
    from invoice_ends
),

breakpoints as (
    select
        payer_customer_id,
        currency,
        line_end,
        max(receipt_id) as receipt_id,
        max(receipt_date) as receipt_date,
        max(invoice_id) as invoice_id,
        max(invoice_date) as invoice_date
    from both_ends
    group by payer_customer_id, currency, line_end
),

{% set onwards = 'partition by payer_customer_id, currency order by line_end'
    ~ ' rows between current row and unbounded following' -%}
pieces as (
    select
        line_end - lag(line_end, 1, 0) over (partition by payer_customer_id, currency order by line_end) as piece_amount,
        {{ first_known_value('receipt_id', onwards) }} as receipt_id,
        {{ first_known_value('receipt_date', onwards) }} as receipt_date,
        {{ first_known_value('invoice_id', onwards) }} as invoice_id,
        {{ first_known_value('invoice_date', onwards) }} as invoice_date
    from breakpoints
)

select
    receipt_id,
    invoice_id,
    cast({{ larger_of('receipt_date', 'invoice_date') }} as date) as allocation_date,
    cast(piece_amount as {{ document_amount_type() }}) as document_amount
from pieces
where receipt_id is not null and invoice_id is not null and piece_amount > 0
