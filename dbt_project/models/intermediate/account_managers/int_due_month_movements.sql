-- grain: one row per customer, month in which invoices fell due, and month in which what is due or collected of them changed
{{ config(materialized='ephemeral') }}

-- The movements of int_collection_movements, kept apart by due month. An invoice is in a review's window from its due month
-- for twelve months.
with windows as (
    select
        payer_group_id as customer_id,
        due_month_index,
        exchange_rate,
        case
            when month_index >= due_month_index and month_index >= invoice_month_index then month_index
            when due_month_index >= invoice_month_index then due_month_index
            else invoice_month_index
        end as enters_month_index,
        case when next_month_index < due_month_index + 12 then next_month_index else due_month_index + 12 end as leaves_month_index,
        case when billed_document_amount > 0 then billed_document_amount else 0 end as due_document_amount,
        case
            when billed_document_amount <= 0 then 0
            when paid_document_amount <= billed_document_amount then paid_document_amount
            else billed_document_amount
        end as collected_document_amount
    from {{ ref('int_invoice_segments') }}
),

movements as (
    select customer_id, due_month_index, enters_month_index as month_index,
        {{ at_rate('due_document_amount', 'exchange_rate') }} as due_amount,
        {{ at_rate('collected_document_amount', 'exchange_rate') }} as collected_amount
    from windows
    where enters_month_index < leaves_month_index
    union all
    select customer_id, due_month_index, leaves_month_index,
        -{{ at_rate('due_document_amount', 'exchange_rate') }},
        -{{ at_rate('collected_document_amount', 'exchange_rate') }}
    from windows
    where enters_month_index < leaves_month_index
)

select
    customer_id,
    due_month_index,
    month_index,
    cast(sum(due_amount) as {{ amount_type() }}) as due_amount,
    cast(sum(collected_amount) as {{ amount_type() }}) as collected_amount
from movements
group by customer_id, due_month_index, month_index
