{{ config(meta={'dagster': {'ref': {'name': 'fct_cash_allocations'}}}) }}
-- A returned row is an invoice that standing allocations fill above its gross amount, or a receipt that gives more than it has.
select 'invoice' as side, allocations.invoice_id as document_id, sum(allocations.document_amount) as allocated_amount
from {{ ref('fct_cash_allocations') }} as allocations
inner join {{ ref('fct_invoices') }} as invoices on invoices.invoice_id = allocations.invoice_id
where allocations.ended_on_date is null
group by allocations.invoice_id, invoices.gross_document_amount
having sum(allocations.document_amount) > invoices.gross_document_amount
union all
select 'receipt' as side, allocations.receipt_id as document_id, sum(allocations.document_amount) as allocated_amount
from {{ ref('fct_cash_allocations') }} as allocations
inner join {{ ref('fct_receipts') }} as receipts on receipts.receipt_id = allocations.receipt_id
group by allocations.receipt_id, receipts.document_amount
having sum(allocations.document_amount) > receipts.document_amount
