{{ config(meta={'dagster': {'ref': {'name': 'receivables_ageing'}}}) }}
-- A returned row is a payer and currency whose open items, credits and unapplied cash do not add up to its ledger.
with review as (
    select month_end_date from {{ ref('dim_months') }} where is_current_review
),

ledger_entries as (
    select bill_to_customer_id, currency, gross_document_amount as amount
    from {{ ref('fct_invoices') }}
    inner join review on fct_invoices.invoice_date <= review.month_end_date
    union all
    select payer_customer_id, currency, case when receipt_type = 'receipt' then -document_amount else document_amount end
    from {{ ref('fct_receipts') }}
    inner join review on fct_receipts.receipt_date <= review.month_end_date
    union all
    select bill_to_customer_id, currency, -document_amount
    from {{ ref('fct_write_offs') }}
    inner join review on fct_write_offs.write_off_date <= review.month_end_date
),

ledger as (
    select bill_to_customer_id, currency, sum(amount) as ledger_amount
    from ledger_entries
    group by bill_to_customer_id, currency
),

-- cash applied across payers moves a claim from one to another
cross_allocations as (
    select allocations.bill_to_customer_id, receipts.payer_customer_id, allocations.currency, allocations.document_amount
    from {{ ref('fct_cash_allocations') }} as allocations
    inner join {{ ref('fct_receipts') }} as receipts on receipts.receipt_id = allocations.receipt_id
    inner join review
        on allocations.allocation_date <= review.month_end_date
        and (
            allocations.ended_on_date is null
            or (allocations.ended_on_date > review.month_end_date and allocations.ended_on_date > allocations.allocation_date)
        )
    where receipts.payer_customer_id <> allocations.bill_to_customer_id
),

cross_payments as (
    select bill_to_customer_id, currency, sum(amount) as moved_amount
    from (
        select bill_to_customer_id, currency, -document_amount as amount from cross_allocations
        union all
        select payer_customer_id as bill_to_customer_id, currency, document_amount as amount from cross_allocations
    ) as moves
    group by bill_to_customer_id, currency
),

cash_knowledge as (
    select count(*) > 0 as is_cash_known from {{ ref('fct_receipts') }}
)

select
    ledger.bill_to_customer_id,
    ledger.currency,
    ledger.ledger_amount + coalesce(cross_payments.moved_amount, 0) as ledger_amount,
    ageing.open_receivables_document_amount - ageing.open_credit_notes_document_amount - ageing.unapplied_cash_document_amount
        as ageing_amount
from ledger
cross join cash_knowledge
left join cross_payments
    on cross_payments.bill_to_customer_id = ledger.bill_to_customer_id and cross_payments.currency = ledger.currency
left join {{ ref('receivables_ageing') }} as ageing
    on ageing.bill_to_customer_id = ledger.bill_to_customer_id and ageing.currency = ledger.currency
where cash_knowledge.is_cash_known
    and abs(
        ledger.ledger_amount + coalesce(cross_payments.moved_amount, 0)
        - coalesce(
            ageing.open_receivables_document_amount - ageing.open_credit_notes_document_amount - ageing.unapplied_cash_document_amount, 0
        )
    ) >= 0.005
