-- grain: one row per write-off of an effective invoice dated on or before the as-of date

with write_offs as (
    select * from {{ ref('stg_write_offs') }}
    where write_off_date <= {{ as_of_date() }}
),

invoices as (
    select * from {{ ref('fct_invoices') }}
    where document_role = 'invoice'
)

select
    cast(write_offs.write_off_id as varchar) as write_off_id,
    cast(write_offs.invoice_id as varchar) as invoice_id,
    cast(invoices.bill_to_customer_id as varchar) as bill_to_customer_id,
    cast(invoices.payer_group_id as varchar) as payer_group_id,
    cast(write_offs.write_off_date as date) as write_off_date,
    {{ month_index('write_offs.write_off_date') }} as month_index,
    cast(invoices.currency as varchar) as currency,
    cast(write_offs.amount as {{ document_amount_type() }}) as document_amount,
    {{ at_rate('write_offs.amount', 'invoices.exchange_rate') }} as amount,
    cast(write_offs.reason as varchar) as reason
from write_offs
inner join invoices on invoices.invoice_id = write_offs.invoice_id
