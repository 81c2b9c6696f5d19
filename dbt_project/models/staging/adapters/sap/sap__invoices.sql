-- grain: one row per SAP billing document
with billing_documents as (
    select * from {{ source('sap', 'vbrk') }}
),

-- a credit memo refers to the invoice that most of its items were copied from (VGTYP M = invoice)
item_references as (
    select vbeln, vgbel, count(*) as items
    from {{ source('sap', 'vbrp') }}
    where vgtyp = 'M' and vgbel <> ''
    group by vbeln, vgbel
),

preceding_invoices as (
    select vbeln, vgbel
    from item_references
    qualify row_number() over (partition by vbeln order by items desc, vgbel) = 1
),

customer_items as (
    select vbeln, zfbdt, zbd1t, zbd2t, zbd3t from {{ source('sap', 'bsid') }} where shkzg = 'S' and vbeln <> ''
    union all
    select vbeln, zfbdt, zbd1t, zbd2t, zbd3t from {{ source('sap', 'bsad') }} where shkzg = 'S' and vbeln <> ''
),

-- net due date: the baseline date and the longest of the three terms that is filled
due_dates as (
    select
        vbeln,
        max({{ sap_date('zfbdt') }}) as baseline_date,
        max(coalesce(nullif(zbd3t, 0), nullif(zbd2t, 0), zbd1t, 0)) as net_days
    from customer_items
    group by vbeln
),

documents as (
    select
        billing_documents.*,
        preceding_invoices.vgbel,
        cast({{ add_days('try_cast(due_dates.baseline_date as date)', 'cast(due_dates.net_days as integer)') }} as date) as due_date,
        -- N and S cancel an invoice and a credit memo; O is a credit memo; all three are negative in the contract
        case
            when vbtyp in ('N', 'S') then 'cancellation'
            when vbtyp = 'O' then 'credit_note'
            else 'invoice'
        end as document_type
    from billing_documents
    left join due_dates on billing_documents.vbeln = due_dates.vbeln
    left join preceding_invoices on billing_documents.vbeln = preceding_invoices.vbeln
)

{{ adapted_records('invoices', 'documents', {
    'invoice_id': sap_id('vbeln'),
    'customer_id': sap_id('kunag'),
    'bill_to_customer_id': sap_id('kunrg'),
    'document_type': 'document_type',
    'references_invoice_id': "coalesce(" ~ sap_id('sfakn') ~ ", case when document_type = 'credit_note' then " ~ sap_id('vgbel') ~ " end)",
    'invoice_date': sap_date('fkdat'),
    'due_date': 'due_date',
    'currency': 'waerk',
    'net_amount': "case when document_type = 'invoice' then netwr else -abs(netwr) end",
    'tax_amount': "case when document_type = 'invoice' then mwsbk else -abs(mwsbk) end",
    'status': "case when rfbsk in ('C', 'D', 'E') then 'posted' else 'draft' end",
}) }}
