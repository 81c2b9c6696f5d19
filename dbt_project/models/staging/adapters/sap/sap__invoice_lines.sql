-- grain: one row per item of a SAP billing document
with items as (
    select vbrp.*, vbrk.vbtyp
    from {{ source('sap', 'vbrp') }} as vbrp
    inner join {{ source('sap', 'vbrk') }} as vbrk on vbrp.vbeln = vbrk.vbeln
),

signed_items as (
    select *, case when vbtyp in ('N', 'S', 'O') then -1 else 1 end as direction
    from items
)

{{ adapted_records('invoice_lines', 'signed_items', {
    'invoice_id': sap_id('vbeln'),
    'line_number': 'posnr',
    'product_id': sap_id('matnr'),
    'quantity': 'direction * fkimg',
    'net_amount': 'direction * netwr',
    'cost_amount': 'direction * nullif(wavwr, 0)',
}) }}
