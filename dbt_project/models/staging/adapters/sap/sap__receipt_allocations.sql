-- grain: one row per payment × billing document × clearing date
with payments as (
    select bukrs, belnr, gjahr, min(buzei) as buzei
    from {{ source('sap', 'bsad') }}
    where blart = 'DZ' and shkzg = 'H'
    group by bukrs, belnr, gjahr
),

-- an invoice item that a payment document cleared
cleared_invoices as (
    select
        payments.bukrs || '-' || payments.belnr || '-' || payments.gjahr || '-' || payments.buzei as receipt_id,
        items.vbeln,
        items.augdt,
        sum(items.wrbtr) as wrbtr
    from {{ source('sap', 'bsad') }} as items
    inner join payments
        on items.bukrs = payments.bukrs
        and items.augbl = payments.belnr
        and substring(items.augdt, 1, 4) = payments.gjahr
    where items.shkzg = 'S' and items.vbeln <> ''
    group by 1, 2, 3
)

{{ adapted_records('receipt_allocations', 'cleared_invoices', {
    'receipt_id': 'receipt_id',
    'invoice_id': sap_id('vbeln'),
    'allocation_date': sap_date('augdt'),
    'amount': 'wrbtr',
}) }}
