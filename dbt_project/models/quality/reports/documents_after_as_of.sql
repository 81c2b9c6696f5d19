-- grain: one row per kind of record dated after the as-of date

with later as (
    select 'invoices' as table_name, invoice_date as record_date from {{ ref('stg_invoices') }}
    union all
    select 'receipts' as table_name, receipt_date as record_date from {{ ref('stg_receipts') }}
    union all
    select 'write_offs' as table_name, write_off_date as record_date from {{ ref('stg_write_offs') }}
    union all
    select 'service_costs' as table_name, cost_date as record_date from {{ ref('stg_service_costs') }}
)

select
    cast(table_name as varchar) as table_name,
    cast(min(record_date) as date) as first_record_date,
    cast(max(record_date) as date) as last_record_date,
    cast(count(*) as bigint) as record_count
from later
where record_date > {{ as_of_date() }}
group by table_name
