-- grain: one row per receipt, invoice, method and advised date of allocated cash

with allocations as (
    select receipt_id, invoice_id, allocation_date, advised_date, ended_on_date, 'remittance' as allocation_method, document_amount
    from {{ ref('int_remittance_allocations') }}
    union all
    select receipt_id, invoice_id, allocation_date, null as advised_date, null as ended_on_date, 'exact' as allocation_method, document_amount
    from {{ ref('int_exact_allocations') }}
    union all
    select receipt_id, invoice_id, allocation_date, null as advised_date, null as ended_on_date, 'fifo' as allocation_method, document_amount
    from {{ ref('int_fifo_allocations') }}
),

invoices as (
    select * from {{ ref('fct_invoices') }}
)

select
    cast(allocations.receipt_id as varchar) as receipt_id,
    cast(allocations.invoice_id as varchar) as invoice_id,
    cast(invoices.bill_to_customer_id as varchar) as bill_to_customer_id,
    cast(invoices.payer_group_id as varchar) as payer_group_id,
    cast(allocations.allocation_date as date) as allocation_date,
    {{ month_index('allocations.allocation_date') }} as month_index,
    cast(allocations.advised_date as date) as advised_date,
    cast(allocations.ended_on_date as date) as ended_on_date,
    cast(allocations.allocation_method as varchar) as allocation_method,
    cast(invoices.currency as varchar) as currency,
    cast(allocations.document_amount as {{ document_amount_type() }}) as document_amount,
    {{ at_rate('allocations.document_amount', 'invoices.exchange_rate') }} as amount
from allocations
inner join invoices on invoices.invoice_id = allocations.invoice_id
