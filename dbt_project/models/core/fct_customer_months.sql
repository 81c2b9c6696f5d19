-- grain: one row per customer and month from the group's first activity to the current review

-- The dense spine: every rolling window, review and growth rate reads it, never documents or lines again. Flows are those
-- of the month; the twelve-month collection columns and the balances are states at its end.
with months as (
    select * from {{ ref('dim_months') }}
),

current_review as (
    select month_index from months where is_current_review
),

-- a customer begins with its first effective invoice; credit notes and receipts may stand before it
customers as (
    select customer_id, min(invoice_date) as first_invoice_date
    from {{ ref('fct_invoices') }}
    where document_type = 'invoice'
    group by customer_id
),

sales as (
    select
        customer_id,
        month_index,
        sum(net_amount) as net_amount,
        sum(costed_net_amount) as costed_net_amount,
        sum(gross_profit_amount) as gross_profit_amount,
        count(*) as document_count,
        count_if(document_type = 'invoice') as invoice_count
    from {{ ref('fct_invoices') }}
    group by customer_id, month_index
),

billing as (
    select payer_group_id as customer_id, month_index, sum(gross_amount) as billed_amount
    from {{ ref('fct_invoices') }}
    where document_role in ('invoice', 'linked_credit_note')
    group by payer_group_id, month_index
),

cash as (
    select
        payer_group_id as customer_id,
        month_index,
        sum(case when receipt_type = 'receipt' then amount else -amount end) as received_amount
    from {{ ref('fct_receipts') }}
    group by payer_group_id, month_index
),

service as (
    select customer_id, month_index, sum(amount) as cost_to_serve_amount
    from {{ ref('fct_service_costs') }}
    group by customer_id, month_index
),

collection as (
    select * from {{ ref('int_collection_movements') }}
),

balances as (
    select * from {{ ref('int_receivable_balances') }}
),

first_activities as (
    select activity.customer_id, min(activity.month_index) as month_index
    from (
        select customer_id, month_index from sales
        union all
        select customer_id, month_index from billing
        union all
        select customer_id, month_index from cash
        union all
        select customer_id, month_index from service
    ) as activity
    group by activity.customer_id
),

spine as (
    select
        customers.customer_id,
        customers.first_invoice_date,
        months.month_index,
        months.month_start_date,
        months.month_end_date,
        months.fiscal_year,
        months.is_review
    from customers
    inner join first_activities on first_activities.customer_id = customers.customer_id
    inner join months on months.month_index >= first_activities.month_index
    inner join current_review on current_review.month_index >= months.month_index
)

{% set collected_columns = [
    'due_amount', 'collected_amount', 'on_time_amount', 'undisputed_due_amount', 'undisputed_collected_amount',
    'matured_due_amount', 'matured_collected_amount',
] -%}
{% set day_columns = ['late_amount_days', 'delinquent_amount_days', 'unpaid_amount_due_days'] -%}
{% set balance_columns = [
    'open_receivables_amount', 'not_due_amount', 'overdue_1_30_amount', 'overdue_31_60_amount', 'overdue_61_90_amount',
    'overdue_over_90_amount', 'unapplied_cash_amount', 'open_credit_notes_amount', 'open_at_invoice_rate_amount',
    'not_due_at_invoice_rate_amount',
] -%}
select
    cast(spine.customer_id as varchar) as customer_id,
    cast(spine.month_end_date as date) as month_end_date,
    cast(spine.month_start_date as date) as month_start_date,
    cast(spine.month_index as integer) as month_index,
    cast(spine.fiscal_year as integer) as fiscal_year,
    cast(spine.first_invoice_date as date) as first_invoice_date,
    cast(spine.is_review and spine.month_end_date >= spine.first_invoice_date as boolean) as is_customer_review,
    cast(coalesce(sales.net_amount, 0) as {{ amount_type() }}) as net_amount,
    cast(sales.costed_net_amount as {{ amount_type() }}) as costed_net_amount,
    cast(sales.gross_profit_amount as {{ amount_type() }}) as gross_profit_amount,
    cast(coalesce(sales.document_count, 0) as integer) as document_count,
    cast(coalesce(sales.invoice_count, 0) as integer) as invoice_count,
    cast(coalesce(service.cost_to_serve_amount, 0) as {{ amount_type() }}) as cost_to_serve_amount,
    cast(coalesce(billing.billed_amount, 0) as {{ amount_type() }}) as billed_amount,
    cast(coalesce(cash.received_amount, 0) as {{ amount_type() }}) as received_amount,
    {%- for column in collected_columns %}
    cast(coalesce(sum(collection.{{ column }}) over (
        partition by spine.customer_id order by spine.month_index rows between unbounded preceding and current row
    ), 0) as {{ amount_type() }}) as {{ column | replace('_amount', '_12m_amount') }},
    {%- endfor %}
    {%- for column in day_columns %}
    cast(coalesce(sum(collection.{{ column }}) over (
        partition by spine.customer_id order by spine.month_index rows between unbounded preceding and current row
    ), 0) as numeric(34, 8)) as {{ column | replace('_amount_', '_12m_amount_') }},
    {%- endfor %}
    {%- for column in balance_columns %}
    cast(coalesce(balances.{{ column }}, 0) as {{ amount_type() }}) as {{ column }}{{ "," if not loop.last }}
    {%- endfor %}
from spine
left join sales on sales.customer_id = spine.customer_id and sales.month_index = spine.month_index
left join billing on billing.customer_id = spine.customer_id and billing.month_index = spine.month_index
left join cash on cash.customer_id = spine.customer_id and cash.month_index = spine.month_index
left join service on service.customer_id = spine.customer_id and service.month_index = spine.month_index
left join collection on collection.customer_id = spine.customer_id and collection.month_index = spine.month_index
left join balances on balances.customer_id = spine.customer_id and balances.month_index = spine.month_index
