-- grain: one row per document, receipt or cost without an exchange rate to the reporting currency

select
    cast('fct_invoices' as varchar) as table_name,
    cast(invoice_id as varchar) as record_id,
    cast(invoice_date as date) as record_date,
    cast(currency as varchar) as currency,
    cast(gross_document_amount as {{ document_amount_type() }}) as document_amount
from {{ ref('fct_invoices') }}
where exchange_rate is null
union all
select 'fct_receipts', receipt_id, receipt_date, currency, document_amount
from {{ ref('fct_receipts') }}
where exchange_rate is null
union all
select 'fct_service_costs', service_cost_id, cost_date, currency, document_amount
from {{ ref('fct_service_costs') }}
where amount is null
