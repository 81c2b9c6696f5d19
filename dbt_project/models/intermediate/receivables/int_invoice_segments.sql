-- grain: one row per payable invoice and month in which something happened to it, with its state until the next such month

-- An invoice's state is kept only where it changes: history of every month-end then costs a few rows an invoice.
with invoices as (
    select * from {{ ref('fct_invoices') }}
),

payable_invoices as (
    select * from invoices
    where document_role = 'invoice'
),

on_time_grace as (
    select cast({{ policy_parameter('collection_parameters', 'on_time_grace_days') }} as integer) as grace_days
),

-- an allocation ends on the day on which its receipt is reversed; one that would begin later never counts
allocation_events as (
    select
        allocations.invoice_id,
        allocations.month_index,
        allocations.ended_on_date,
        allocations.document_amount,
        case
            when allocations.allocation_date <= {{ add_days('payable_invoices.due_date', 'on_time_grace.grace_days') }}
                then allocations.document_amount
            else 0
        end as on_time_document_amount,
        datediff('day', payable_invoices.due_date, allocations.allocation_date) as days_late
    from {{ ref('fct_cash_allocations') }} as allocations
    inner join payable_invoices on payable_invoices.invoice_id = allocations.invoice_id
    cross join on_time_grace
    where allocations.ended_on_date is null or allocations.ended_on_date > allocations.allocation_date
),

events as (
    select
        invoice_id,
        month_index,
        gross_document_amount as billed_amount,
        0 as written_off_amount,
        0 as paid_amount,
        0 as reversible_amount,
        0 as on_time_amount,
        0 as late_amount_days,
        0 as delinquent_amount_days
    from payable_invoices
    union all
    select
        linked_invoice_id as invoice_id,
        {{ month_index(larger_of('invoice_date', 'linked_invoice_date')) }} as month_index,
        gross_document_amount as billed_amount,
        0, 0, 0, 0, 0, 0
    from invoices
    where document_role = 'linked_credit_note'
    union all
    select
        write_offs.invoice_id,
        case
            when write_offs.month_index >= payable_invoices.month_index then write_offs.month_index
            else payable_invoices.month_index
        end as month_index,
        0 as billed_amount,
        write_offs.document_amount as written_off_amount,
        0, 0, 0, 0, 0
    from {{ ref('fct_write_offs') }} as write_offs
    inner join payable_invoices on payable_invoices.invoice_id = write_offs.invoice_id
    union all
    select
        invoice_id,
        month_index,
        0 as billed_amount,
        0 as written_off_amount,
        document_amount as paid_amount,
        case when ended_on_date is not null then document_amount else 0 end as reversible_amount,
        on_time_document_amount as on_time_amount,
        document_amount * days_late as late_amount_days,
        case when days_late > 0 then document_amount * days_late else 0 end as delinquent_amount_days
    from allocation_events
    union all
    select
        invoice_id,
        {{ month_index('ended_on_date') }} as month_index,
        0 as billed_amount,
        0 as written_off_amount,
        -document_amount as paid_amount,
        -document_amount as reversible_amount,
        -on_time_document_amount as on_time_amount,
        -document_amount * days_late as late_amount_days,
        case when days_late > 0 then -document_amount * days_late else 0 end as delinquent_amount_days
    from allocation_events
    where ended_on_date is not null
),

monthly_events as (
    select
        invoice_id,
        month_index,
        cast(sum(billed_amount) as {{ document_amount_type() }}) as billed_amount,
        cast(sum(written_off_amount) as {{ document_amount_type() }}) as written_off_amount,
        cast(sum(paid_amount) as {{ document_amount_type() }}) as paid_amount,
        cast(sum(reversible_amount) as {{ document_amount_type() }}) as reversible_amount,
        cast(sum(on_time_amount) as {{ document_amount_type() }}) as on_time_amount,
        cast(sum(late_amount_days) as numeric(28, 4)) as late_amount_days,
        cast(sum(delinquent_amount_days) as numeric(28, 4)) as delinquent_amount_days
    from events
    group by invoice_id, month_index
),

{% set state = 'partition by invoice_id order by month_index rows between unbounded preceding and current row' -%}
segments as (
    select
        invoice_id,
        month_index,
        lead(month_index) over (partition by invoice_id order by month_index) as next_month_index,
        sum(billed_amount) over ({{ state }}) as billed_amount,
        sum(written_off_amount) over ({{ state }}) as written_off_amount,
        sum(paid_amount) over ({{ state }}) as paid_amount,
        sum(reversible_amount) over ({{ state }}) as reversible_amount,
        sum(on_time_amount) over ({{ state }}) as on_time_amount,
        sum(late_amount_days) over ({{ state }}) as late_amount_days,
        sum(delinquent_amount_days) over ({{ state }}) as delinquent_amount_days
    from monthly_events
)

select
    segments.invoice_id,
    payable_invoices.bill_to_customer_id,
    payable_invoices.payer_group_id,
    payable_invoices.currency,
    payable_invoices.exchange_rate,
    payable_invoices.is_disputed,
    payable_invoices.invoice_date,
    payable_invoices.due_date,
    payable_invoices.month_index as invoice_month_index,
    {{ month_index('payable_invoices.due_date') }} as due_month_index,
    segments.month_index,
    -- the end of time where nothing happens any more
    coalesce(segments.next_month_index, 999999) as next_month_index,
    cast(segments.billed_amount as {{ document_amount_type() }}) as billed_document_amount,
    cast(segments.written_off_amount as {{ document_amount_type() }}) as written_off_document_amount,
    cast(segments.paid_amount as {{ document_amount_type() }}) as paid_document_amount,
    cast(segments.reversible_amount as {{ document_amount_type() }}) as reversible_document_amount,
    cast(segments.on_time_amount as {{ document_amount_type() }}) as on_time_document_amount,
    cast(segments.late_amount_days as numeric(28, 4)) as late_document_amount_days,
    cast(segments.delinquent_amount_days as numeric(28, 4)) as delinquent_document_amount_days
from segments
inner join payable_invoices on payable_invoices.invoice_id = segments.invoice_id
