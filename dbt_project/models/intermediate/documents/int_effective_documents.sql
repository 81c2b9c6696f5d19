-- grain: one row per effective document dated on or before the as-of date

-- Effective: posted, not draft, not cancelled. A posted cancellation that references a delivered document takes itself
-- and that document out; one without a known reference stays as a credit note of its own.
with documents as (
    select * from {{ ref('stg_invoices') }}
    where invoice_date <= {{ as_of_date() }}
),

cancellations as (
    select cancelling.invoice_id, cancelling.references_invoice_id
    from documents as cancelling
    inner join documents as cancelled on cancelled.invoice_id = cancelling.references_invoice_id
    where cancelling.document_type = 'cancellation' and cancelling.status = 'posted'
),

effective_documents as (
    select
        documents.*,
        coalesce(documents.bill_to_customer_id, documents.customer_id) as payer_customer_id,
        documents.net_amount + coalesce(documents.tax_amount, 0) + coalesce(documents.freight_amount, 0) as gross_amount
    from documents
    where documents.status = 'posted'
        and not exists (select 1 from cancellations where cancellations.invoice_id = documents.invoice_id)
        and not exists (select 1 from cancellations where cancellations.references_invoice_id = documents.invoice_id)
),

-- an invoice with a negative gross is a credit of its own and can neither be paid nor reduced
payable_invoices as (
    select * from effective_documents
    where document_type = 'invoice' and gross_amount >= 0
)

select
    effective_documents.*,
    payable_invoices.invoice_id as linked_invoice_id,
    payable_invoices.invoice_date as linked_invoice_date,
    case
        when effective_documents.document_type = 'invoice' and effective_documents.gross_amount >= 0 then 'invoice'
        when payable_invoices.invoice_id is not null then 'linked_credit_note'
        else 'standalone_credit_note'
    end as document_role
from effective_documents
left join payable_invoices
    on payable_invoices.invoice_id = effective_documents.references_invoice_id
    and payable_invoices.payer_customer_id = effective_documents.payer_customer_id
    and payable_invoices.currency = effective_documents.currency
    and effective_documents.document_type = 'credit_note'
    and effective_documents.gross_amount < 0
