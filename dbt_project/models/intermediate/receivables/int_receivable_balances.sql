-- grain: one row per customer and month from the group's first receivable or receipt to the current review
{{ config(materialized='ephemeral') }}

select
    payer_group_id as customer_id,
    month_index,
    month_end_date,
    cast(sum(open_receivables_amount) as {{ amount_type() }}) as open_receivables_amount,
    cast(sum(not_due_amount) as {{ amount_type() }}) as not_due_amount,
    cast(sum(overdue_1_30_amount) as {{ amount_type() }}) as overdue_1_30_amount,
    cast(sum(overdue_31_60_amount) as {{ amount_type() }}) as overdue_31_60_amount,
    cast(sum(overdue_61_90_amount) as {{ amount_type() }}) as overdue_61_90_amount,
    cast(sum(overdue_over_90_amount) as {{ amount_type() }}) as overdue_over_90_amount,
    cast(sum(unapplied_cash_amount) as {{ amount_type() }}) as unapplied_cash_amount,
    cast(sum(open_credit_notes_amount) as {{ amount_type() }}) as open_credit_notes_amount,
    cast(sum(open_at_invoice_rate_amount) as {{ amount_type() }}) as open_at_invoice_rate_amount,
    cast(sum(not_due_at_invoice_rate_amount) as {{ amount_type() }}) as not_due_at_invoice_rate_amount
from {{ ref('int_payer_balances') }}
group by payer_group_id, month_index, month_end_date
