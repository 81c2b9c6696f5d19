-- one row per currency: the open ledger in its own money
select
    ageing.currency,
    sum(ageing.not_due_document_amount) as not_due_document_amount,
    sum(ageing.overdue_1_30_document_amount) as overdue_1_30_document_amount,
    sum(ageing.overdue_31_60_document_amount) as overdue_31_60_document_amount,
    sum(ageing.overdue_61_90_document_amount) as overdue_61_90_document_amount,
    sum(ageing.overdue_over_90_document_amount) as overdue_over_90_document_amount,
    sum(ageing.open_receivables_document_amount) as open_receivables_document_amount,
    sum(ageing.open_credit_notes_document_amount) as open_credit_notes_document_amount,
    sum(ageing.unapplied_cash_document_amount) as unapplied_cash_document_amount,
    sum(ageing.open_receivables_amount) as open_receivables_amount
from marts.receivables_ageing as ageing
group by 1
order by open_receivables_amount desc nulls last, ageing.currency
