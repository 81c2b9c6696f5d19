-- grain: one row per remittance allocation that was cut or refused

with applied as (
    select receipt_id, invoice_id, advised_date, document_amount
    from {{ ref('fct_cash_allocations') }}
    where allocation_method = 'remittance'
),

advised as (
    select * from {{ ref('stg_receipt_allocations') }}
    where allocation_date <= {{ as_of_date() }}
),

explained as (
    select
        advised.receipt_id,
        advised.invoice_id,
        advised.allocation_date,
        advised.amount as advised_amount,
        coalesce(applied.document_amount, 0) as applied_amount,
        case
            when receipts.receipt_id is null then 'receipt_not_in_cash'
            when invoices.invoice_id is null then 'invoice_not_effective'
            when invoices.currency <> receipts.currency then 'other_currency'
            when advised.amount > invoices.gross_document_amount then 'above_invoice'
            else 'above_receipt_or_balance'
        end as reason_code
    from advised
    left join applied
        on applied.receipt_id = advised.receipt_id
        and applied.invoice_id = advised.invoice_id
        and applied.advised_date = advised.allocation_date
    left join {{ ref('fct_receipts') }} as receipts
        on receipts.receipt_id = advised.receipt_id and receipts.receipt_type = 'receipt'
    left join {{ ref('fct_invoices') }} as invoices
        on invoices.invoice_id = advised.invoice_id and invoices.document_role = 'invoice'
)

select
    cast(receipt_id as varchar) as receipt_id,
    cast(invoice_id as varchar) as invoice_id,
    cast(allocation_date as date) as allocation_date,
    cast(advised_amount as {{ document_amount_type() }}) as advised_document_amount,
    cast(applied_amount as {{ document_amount_type() }}) as applied_document_amount,
    cast(reason_code as varchar) as reason_code
from explained
where applied_amount < advised_amount
