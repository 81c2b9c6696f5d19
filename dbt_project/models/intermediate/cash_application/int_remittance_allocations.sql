-- grain: one row per receipt, invoice and allocation date of a remittance advice that cash covers (pass a)

with advised as (
    select
        allocations.receipt_id,
        allocations.invoice_id,
        allocations.allocation_date as advised_date,
        {{ larger_of('allocations.allocation_date', 'receipts.receipt_date') }} as cash_date,
        invoices.invoice_date,
        {{ smaller_of('allocations.amount', 'invoices.gross_document_amount') }} as advised_amount,
        receipts.document_amount as receipt_amount,
        receipts.reversed_on_date,
        invoices.payable_document_amount
    from {{ ref('stg_receipt_allocations') }} as allocations
    inner join {{ ref('fct_receipts') }} as receipts
        on receipts.receipt_id = allocations.receipt_id and receipts.receipt_type = 'receipt'
    inner join {{ ref('int_payable_invoices') }} as invoices
        on invoices.invoice_id = allocations.invoice_id and invoices.currency = receipts.currency
    where allocations.amount > 0 and allocations.allocation_date <= {{ as_of_date() }}
),

before_receipt_cap as (
    select
        advised.*,
        coalesce(sum(advised_amount) over (
            partition by receipt_id order by advised_date, invoice_id
            rows between unbounded preceding and 1 preceding
        ), 0) as taken_before
    from advised
),

receipt_capped as (
    select
        before_receipt_cap.*,
        case
            when taken_before >= receipt_amount then 0
            when advised_amount <= receipt_amount - taken_before then advised_amount
            else receipt_amount - taken_before
        end as cash_amount
    from before_receipt_cap
),

-- allocations of a receipt that is reversed in full neither take nor leave room on the invoice
before_invoice_cap as (
    select
        receipt_capped.*,
        coalesce(sum(case when reversed_on_date is null then cash_amount else 0 end) over (
            partition by invoice_id order by advised_date, receipt_id
            rows between unbounded preceding and 1 preceding
        ), 0) as filled_before
    from receipt_capped
),

invoice_capped as (
    select
        before_invoice_cap.*,
        case
            when reversed_on_date is not null then cash_amount
            when filled_before >= payable_document_amount then 0
            when cash_amount <= payable_document_amount - filled_before then cash_amount
            else payable_document_amount - filled_before
        end as allocated_amount
    from before_invoice_cap
)

select
    receipt_id,
    invoice_id,
    advised_date,
    cast({{ larger_of('cash_date', 'invoice_date') }} as date) as allocation_date,
    reversed_on_date as ended_on_date,
    cast(allocated_amount as {{ document_amount_type() }}) as document_amount
from invoice_capped
where allocated_amount > 0
