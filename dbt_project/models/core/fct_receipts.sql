-- grain: one row per receipt, refund or reversal dated on or before the as-of date

with receipts as (
    select * from {{ ref('stg_receipts') }}
    where receipt_date <= {{ as_of_date() }}
),

customer_groups as (
    select * from {{ ref('int_customer_groups') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

-- a receipt is undone on the day on which its reversals reach its amount; a smaller reversal only lowers unapplied cash
running_reversals as (
    select
        reversals.reverses_receipt_id as receipt_id,
        reversals.receipt_date as reversal_date,
        sum(reversals.amount) over (
            partition by reversals.reverses_receipt_id order by reversals.receipt_date, reversals.receipt_id
            rows between unbounded preceding and current row
        ) as reversed_amount
    from receipts as reversals
    where reversals.receipt_type = 'reversal'
),

full_reversals as (
    select receipts.receipt_id, min(running_reversals.reversal_date) as reversed_on_date
    from running_reversals
    inner join receipts
        on receipts.receipt_id = running_reversals.receipt_id
        and receipts.receipt_type = 'receipt'
        and running_reversals.reversed_amount >= receipts.amount
    group by receipts.receipt_id
)

select
    cast(receipts.receipt_id as varchar) as receipt_id,
    cast(receipts.receipt_type as varchar) as receipt_type,
    cast(receipts.customer_id as varchar) as payer_customer_id,
    cast(coalesce(customer_groups.group_head_id, 'unknown') as varchar) as payer_group_id,
    cast(receipts.receipt_date as date) as receipt_date,
    {{ month_index('receipts.receipt_date') }} as month_index,
    cast(receipts.currency as varchar) as currency,
    cast(exchange_rates.exchange_rate as {{ exchange_rate_type() }}) as exchange_rate,
    cast(receipts.amount as {{ document_amount_type() }}) as document_amount,
    {{ at_rate('receipts.amount', 'exchange_rates.exchange_rate') }} as amount,
    cast(receipts.reverses_receipt_id as varchar) as reverses_receipt_id,
    cast(full_reversals.reversed_on_date as date) as reversed_on_date
from receipts
left join customer_groups on customer_groups.customer_id = receipts.customer_id
left join exchange_rates
    on exchange_rates.currency = receipts.currency
    and exchange_rates.rate_date = receipts.receipt_date
left join full_reversals on full_reversals.receipt_id = receipts.receipt_id
