-- one row per customer, bill-to account and currency: open documents in their own money
select
    ageing.customer_id,
    ageing.bill_to_customer_id,
    ageing.currency,
    ageing.not_due_document_amount,
    ageing.overdue_1_30_document_amount,
    ageing.overdue_31_60_document_amount,
    ageing.overdue_61_90_document_amount,
    ageing.overdue_over_90_document_amount,
    ageing.open_receivables_document_amount,
    ageing.open_credit_notes_document_amount,
    ageing.unapplied_cash_document_amount
from marts.receivables_ageing as ageing
