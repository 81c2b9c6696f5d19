-- grain: one row per SAP material
with materials as (
    select mara.*, makt.maktx
    from {{ source('sap', 'mara') }} as mara
    left join {{ source('sap', 'makt') }} as makt
        on mara.matnr = makt.matnr and makt.spras = '{{ var("sap_language", "E") }}'
)

{{ adapted_records('products', 'materials', {
    'product_id': sap_id('matnr'),
    'product_name': 'coalesce(maktx, matnr)',
    'product_category': "coalesce(nullif(trim(matkl), ''), 'unknown')",
    'product_line': 'spart',
    'offering_type': "case when mtart in ('DIEN', 'LEIS') then 'service' else 'product' end",
}) }}
