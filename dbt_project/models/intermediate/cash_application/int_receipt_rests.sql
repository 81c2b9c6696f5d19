-- grain: one row per receipt with cash left after the remittance allocations

with used as (
    select receipt_id, sum(document_amount) as document_amount
    from {{ ref('int_remittance_allocations') }}
    group by receipt_id
)

select
    receipts.receipt_id,
    receipts.payer_customer_id,
    receipts.currency,
    receipts.receipt_date,
    cast(receipts.document_amount - coalesce(used.document_amount, 0) as {{ document_amount_type() }}) as rest_document_amount
from {{ ref('fct_receipts') }} as receipts
left join used on used.receipt_id = receipts.receipt_id
where receipts.receipt_type = 'receipt'
    and receipts.reversed_on_date is null
    and receipts.document_amount > coalesce(used.document_amount, 0)
