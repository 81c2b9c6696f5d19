-- grain: one row per customer item of an incoming or outgoing payment
with payment_items as (
    select bukrs, belnr, gjahr, buzei, kunnr, budat, waers, wrbtr, shkzg, xblnr from {{ source('sap', 'bsid') }} where blart = 'DZ'
    union all
    select bukrs, belnr, gjahr, buzei, kunnr, budat, waers, wrbtr, shkzg, xblnr from {{ source('sap', 'bsad') }} where blart = 'DZ'
)

{{ adapted_records('receipts', 'payment_items', {
    'receipt_id': "bukrs || '-' || belnr || '-' || gjahr || '-' || buzei",
    'customer_id': sap_id('kunnr'),
    'receipt_date': sap_date('budat'),
    'currency': 'waers',
    'amount': 'wrbtr',
    'receipt_type': "case when shkzg = 'H' then 'receipt' else 'refund' end",
    'reference': 'xblnr',
}) }}
