-- grain: one row per invoice still to be paid after the remittance allocations

with filled as (
    select invoice_id, sum(document_amount) as document_amount
    from {{ ref('int_remittance_allocations') }}
    where ended_on_date is null
    group by invoice_id
)

select
    invoices.invoice_id,
    invoices.payer_customer_id,
    invoices.currency,
    invoices.invoice_date,
    invoices.due_date,
    cast(invoices.payable_document_amount - coalesce(filled.document_amount, 0) as {{ document_amount_type() }}) as rest_document_amount
from {{ ref('int_payable_invoices') }} as invoices
left join filled on filled.invoice_id = invoices.invoice_id
where invoices.payable_document_amount > coalesce(filled.document_amount, 0)
