-- grain: one row per payer and currency of a group without an effective invoice of its own

select
    cast(balances.bill_to_customer_id as varchar) as bill_to_customer_id,
    cast(balances.payer_group_id as varchar) as customer_id,
    cast(balances.month_end_date as date) as review_date,
    cast(balances.currency as varchar) as currency,
    cast(balances.open_receivables_document_amount as {{ document_amount_type() }}) as open_receivables_document_amount,
    cast(balances.unapplied_cash_document_amount as {{ document_amount_type() }}) as unapplied_cash_document_amount,
    cast(balances.open_credit_notes_document_amount as {{ document_amount_type() }}) as open_credit_notes_document_amount
from {{ ref('int_payer_balances') }} as balances
where balances.is_current_review
    and not exists (
        select 1
        from {{ ref('fct_customer_months') }} as customer_months
        where customer_months.customer_id = balances.payer_group_id and customer_months.is_customer_review
    )
