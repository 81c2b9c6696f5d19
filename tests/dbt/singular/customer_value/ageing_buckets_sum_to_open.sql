{{ config(meta={'dagster': {'ref': {'name': 'receivables_ageing'}}}) }}
-- A returned row is a payer and currency whose five buckets do not sum to what is open.
select bill_to_customer_id, currency, open_receivables_document_amount
from {{ ref('receivables_ageing') }}
where open_receivables_document_amount <> not_due_document_amount + overdue_1_30_document_amount
    + overdue_31_60_document_amount + overdue_61_90_document_amount + overdue_over_90_document_amount
