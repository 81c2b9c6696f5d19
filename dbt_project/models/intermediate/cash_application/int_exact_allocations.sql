-- grain: one row per receipt that pays the whole rest of one invoice (pass b)

-- The k-th receipt of an amount takes the k-th invoice of that amount, if it is not older than the invoice.
with receipts as (
    select * from {{ ref('int_receipt_rests') }}
),

invoices as (
    select * from {{ ref('int_invoice_rests') }}
),

first_invoices as (
    select payer_customer_id, currency, rest_document_amount, min(invoice_date) as first_invoice_date
    from invoices
    group by payer_customer_id, currency, rest_document_amount
),

last_receipts as (
    select payer_customer_id, currency, rest_document_amount, max(receipt_date) as last_receipt_date
    from receipts
    group by payer_customer_id, currency, rest_document_amount
),

ranked_receipts as (
    select
        receipts.*,
        row_number() over (
            partition by receipts.payer_customer_id, receipts.currency, receipts.rest_document_amount
            order by receipts.receipt_date, receipts.receipt_id
        ) as pair_number
    from receipts
    inner join first_invoices
        on first_invoices.payer_customer_id = receipts.payer_customer_id
        and first_invoices.currency = receipts.currency
        and first_invoices.rest_document_amount = receipts.rest_document_amount
        and first_invoices.first_invoice_date <= receipts.receipt_date
),

ranked_invoices as (
    select
        invoices.*,
        row_number() over (
            partition by invoices.payer_customer_id, invoices.currency, invoices.rest_document_amount
            order by invoices.invoice_date, invoices.due_date, invoices.invoice_id
        ) as pair_number
    from invoices
    inner join last_receipts
        on last_receipts.payer_customer_id = invoices.payer_customer_id
        and last_receipts.currency = invoices.currency
        and last_receipts.rest_document_amount = invoices.rest_document_amount
        and last_receipts.last_receipt_date >= invoices.invoice_date
)

select
    ranked_receipts.receipt_id,
    ranked_invoices.invoice_id,
    ranked_receipts.receipt_date as allocation_date,
    ranked_receipts.rest_document_amount as document_amount
from ranked_receipts
inner join ranked_invoices
    on ranked_invoices.payer_customer_id = ranked_receipts.payer_customer_id
    and ranked_invoices.currency = ranked_receipts.currency
    and ranked_invoices.rest_document_amount = ranked_receipts.rest_document_amount
    and ranked_invoices.pair_number = ranked_receipts.pair_number
where ranked_invoices.invoice_date <= ranked_receipts.receipt_date
