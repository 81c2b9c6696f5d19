-- grain: one row per bill-to customer, currency and month from the first activity to the current review

-- Balances stand in the document's currency and, at the rate of the month-end, in the reporting currency. The balance at
-- the invoices' own rates feeds the ratios, so that exchange gains are not collection.
with months as (
    select * from {{ ref('dim_months') }}
    where month_end_date <= {{ as_of_date() }}
),

segments as (
    select
        segments.*,
        billed_document_amount - written_off_document_amount - paid_document_amount as balance_document_amount
    from {{ ref('int_invoice_segments') }} as segments
),

-- only month-ends at which an invoice is not settled
unsettled_month_ends as (
    select
        segments.bill_to_customer_id,
        segments.payer_group_id,
        segments.currency,
        months.month_index,
        case when segments.balance_document_amount > 0 then segments.balance_document_amount else 0 end as open_amount,
        case when segments.balance_document_amount < 0 then -segments.balance_document_amount else 0 end as excess_amount,
        segments.reversible_document_amount,
        segments.exchange_rate,
        datediff('day', segments.due_date, months.month_end_date) as days_overdue
    from segments
    inner join months
        on months.month_index >= segments.month_index
        and months.month_index < segments.next_month_index
    where segments.balance_document_amount <> 0
),

open_items as (
    select
        bill_to_customer_id,
        payer_group_id,
        currency,
        month_index,
        sum(open_amount) as open_amount,
        sum(case when days_overdue <= 0 then open_amount else 0 end) as not_due_amount,
        sum(case when days_overdue between 1 and 30 then open_amount else 0 end) as overdue_1_30_amount,
        sum(case when days_overdue between 31 and 60 then open_amount else 0 end) as overdue_31_60_amount,
        sum(case when days_overdue between 61 and 90 then open_amount else 0 end) as overdue_61_90_amount,
        sum(case when days_overdue > 90 then open_amount else 0 end) as overdue_over_90_amount,
        sum({{ at_rate('open_amount', 'exchange_rate') }}) as open_at_invoice_rate_amount,
        sum(case when days_overdue <= 0 then {{ at_rate('open_amount', 'exchange_rate') }} else 0 end)
            as not_due_at_invoice_rate_amount,
        -- what exceeds an invoice is cash while a receipt that will be reversed stands beside its replacement, else credit
        sum({{ smaller_of('excess_amount', 'reversible_document_amount') }}) as excess_cash_amount,
        sum(excess_amount - {{ smaller_of('excess_amount', 'reversible_document_amount') }}) as excess_credit_amount
    from unsettled_month_ends
    group by bill_to_customer_id, payer_group_id, currency, month_index
),

-- cash and free credit notes move a payer's balance in the month in which they happen
movements as (
    select
        payer_customer_id as bill_to_customer_id,
        payer_group_id,
        currency,
        month_index,
        case when receipt_type = 'receipt' then document_amount else -document_amount end as unapplied_amount,
        0 as credit_amount
    from {{ ref('fct_receipts') }}
    union all
    select
        receipts.payer_customer_id,
        receipts.payer_group_id,
        receipts.currency,
        allocations.month_index,
        -allocations.document_amount as unapplied_amount,
        0 as credit_amount
    from {{ ref('fct_cash_allocations') }} as allocations
    inner join {{ ref('fct_receipts') }} as receipts on receipts.receipt_id = allocations.receipt_id
    where allocations.ended_on_date is null or allocations.ended_on_date > allocations.allocation_date
    union all
    select
        receipts.payer_customer_id,
        receipts.payer_group_id,
        receipts.currency,
        {{ month_index('allocations.ended_on_date') }} as month_index,
        allocations.document_amount as unapplied_amount,
        0 as credit_amount
    from {{ ref('fct_cash_allocations') }} as allocations
    inner join {{ ref('fct_receipts') }} as receipts on receipts.receipt_id = allocations.receipt_id
    where allocations.ended_on_date > allocations.allocation_date
    union all
    select
        bill_to_customer_id,
        payer_group_id,
        currency,
        month_index,
        0 as unapplied_amount,
        -gross_document_amount as credit_amount
    from {{ ref('fct_invoices') }}
    where document_role = 'standalone_credit_note'
),

monthly_movements as (
    select
        bill_to_customer_id,
        payer_group_id,
        currency,
        month_index,
        cast(sum(unapplied_amount) as {{ document_amount_type() }}) as unapplied_amount,
        cast(sum(credit_amount) as {{ document_amount_type() }}) as credit_amount
    from movements
    group by bill_to_customer_id, payer_group_id, currency, month_index
),

first_months as (
    select bill_to_customer_id, payer_group_id, currency, min(month_index) as month_index
    from (
        select bill_to_customer_id, payer_group_id, currency, month_index from monthly_movements
        union all
        select bill_to_customer_id, payer_group_id, currency, month_index from segments
    ) as activity
    group by bill_to_customer_id, payer_group_id, currency
),

payer_months as (
    select
        first_months.bill_to_customer_id,
        first_months.payer_group_id,
        first_months.currency,
        months.month_index,
        months.month_end_date,
        months.is_current_review
    from first_months
    inner join months on months.month_index >= first_months.month_index
),

{% set history = 'partition by payer_months.bill_to_customer_id, payer_months.currency order by payer_months.month_index'
    ~ ' rows between unbounded preceding and current row' -%}
balances as (
    select
        payer_months.*,
        coalesce(sum(monthly_movements.unapplied_amount) over ({{ history }}), 0)
        + coalesce(open_items.excess_cash_amount, 0) as unapplied_cash_amount,
        coalesce(sum(monthly_movements.credit_amount) over ({{ history }}), 0)
        + coalesce(open_items.excess_credit_amount, 0) as open_credit_notes_amount,
        coalesce(open_items.open_amount, 0) as open_amount,
        coalesce(open_items.not_due_amount, 0) as not_due_amount,
        coalesce(open_items.overdue_1_30_amount, 0) as overdue_1_30_amount,
        coalesce(open_items.overdue_31_60_amount, 0) as overdue_31_60_amount,
        coalesce(open_items.overdue_61_90_amount, 0) as overdue_61_90_amount,
        coalesce(open_items.overdue_over_90_amount, 0) as overdue_over_90_amount,
        coalesce(open_items.open_at_invoice_rate_amount, 0) as open_at_invoice_rate_amount,
        coalesce(open_items.not_due_at_invoice_rate_amount, 0) as not_due_at_invoice_rate_amount
    from payer_months
    left join monthly_movements
        on monthly_movements.bill_to_customer_id = payer_months.bill_to_customer_id
        and monthly_movements.currency = payer_months.currency
        and monthly_movements.month_index = payer_months.month_index
    left join open_items
        on open_items.bill_to_customer_id = payer_months.bill_to_customer_id
        and open_items.currency = payer_months.currency
        and open_items.month_index = payer_months.month_index
)

{% set balance_columns = [
    'open_amount', 'not_due_amount', 'overdue_1_30_amount', 'overdue_31_60_amount', 'overdue_61_90_amount',
    'overdue_over_90_amount', 'unapplied_cash_amount', 'open_credit_notes_amount',
] -%}
select
    balances.bill_to_customer_id,
    balances.payer_group_id,
    balances.currency,
    balances.month_index,
    balances.month_end_date,
    balances.is_current_review,
    {%- for column in balance_columns %}
    {%- set name = 'open_receivables_amount' if column == 'open_amount' else column %}
    cast(balances.{{ column }} as {{ document_amount_type() }}) as {{ name | replace('_amount', '_document_amount') }},
    -- nothing owed is nothing in every currency, also where the day has no rate
    case
        when balances.{{ column }} = 0 then cast(0 as {{ amount_type() }})
        else {{ at_rate('balances.' ~ column, 'exchange_rates.exchange_rate') }}
    end as {{ name }},
    {%- endfor %}
    cast(balances.open_at_invoice_rate_amount as {{ amount_type() }}) as open_at_invoice_rate_amount,
    cast(balances.not_due_at_invoice_rate_amount as {{ amount_type() }}) as not_due_at_invoice_rate_amount
from balances
left join {{ ref('int_exchange_rates') }} as exchange_rates
    on exchange_rates.currency = balances.currency
    and exchange_rates.rate_date = balances.month_end_date
