-- grain: one row per bill-to customer and currency with anything open at the current review

with balances as (
    select * from {{ ref('int_payer_balances') }}
    where is_current_review
        and (
            open_receivables_document_amount <> 0 or open_credit_notes_document_amount <> 0 or unapplied_cash_document_amount <> 0
        )
),

customers as (
    select * from {{ ref('dim_customers') }}
),

-- without a single receipt cash is unknown, and so is what is open
cash_knowledge as (
    select {{ cash_is_known() }} as is_cash_known
)

{% set columns = [
    'not_due', 'overdue_1_30', 'overdue_31_60', 'overdue_61_90', 'overdue_over_90', 'open_receivables', 'open_credit_notes',
    'unapplied_cash',
] -%}
select
    cast(balances.bill_to_customer_id as varchar) as bill_to_customer_id,
    cast(balances.payer_group_id as varchar) as customer_id,
    cast(balances.month_end_date as date) as review_date,
    cast(payers.customer_name as varchar) as bill_to_customer_name,
    cast(heads.customer_name as varchar) as customer_name,
    cast(balances.currency as varchar) as currency,
    {%- for column in columns %}
    cast(case when cash_knowledge.is_cash_known then balances.{{ column }}_document_amount end as {{ document_amount_type() }})
        as {{ column }}_document_amount,
    cast(case when cash_knowledge.is_cash_known then balances.{{ column }}_amount end as {{ amount_type() }}) as {{ column }}_amount,
    {%- endfor %}
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from balances
cross join cash_knowledge
left join customers as payers on payers.customer_id = balances.bill_to_customer_id
left join customers as heads on heads.customer_id = balances.payer_group_id
