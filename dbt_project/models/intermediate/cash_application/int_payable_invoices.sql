-- grain: one row per effective invoice that can be paid, with the balance that cash may fill

-- Credits and write-offs known by the as-of date are taken off at once: cash never fills what a credit will close.
with invoices as (
    select * from {{ ref('fct_invoices') }}
),

linked_credits as (
    select linked_invoice_id as invoice_id, sum(gross_document_amount) as credit_document_amount
    from invoices
    where document_role = 'linked_credit_note'
    group by linked_invoice_id
),

write_offs as (
    select invoice_id, sum(document_amount) as written_off_document_amount
    from {{ ref('fct_write_offs') }}
    group by invoice_id
),

balances as (
    select
        invoices.invoice_id,
        invoices.bill_to_customer_id as payer_customer_id,
        invoices.currency,
        invoices.invoice_date,
        invoices.due_date,
        invoices.gross_document_amount,
        invoices.gross_document_amount
        + coalesce(linked_credits.credit_document_amount, 0)
        - coalesce(write_offs.written_off_document_amount, 0) as balance_document_amount
    from invoices
    left join linked_credits on linked_credits.invoice_id = invoices.invoice_id
    left join write_offs on write_offs.invoice_id = invoices.invoice_id
    where invoices.document_role = 'invoice'
)

select
    invoice_id,
    payer_customer_id,
    currency,
    invoice_date,
    due_date,
    gross_document_amount,
    cast({{ larger_of('balance_document_amount', '0') }} as {{ document_amount_type() }}) as payable_document_amount
from balances
