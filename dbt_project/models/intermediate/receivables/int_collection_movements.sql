-- grain: one row per customer and month, with the change of what was due in the twelve months and how it was collected
{{ config(materialized='ephemeral') }}

-- An invoice belongs to the window of a review from its due month for twelve months. Each segment of its state enters the
-- window in one month and leaves it in another: sums of these movements give every review without invoice × review rows.
-- Days late are linear in the review date: (days of what was paid) + review date × unpaid − Σ unpaid × due date.
with last_review as (
    select max(month_index) as month_index from {{ ref('dim_months') }} where is_review
),

maturity as (
    select cast({{ policy_parameter('collection_parameters', 'collection_maturity_days') }} as integer) as maturity_days
),

states as (
    select
        segments.payer_group_id as customer_id,
        segments.exchange_rate,
        segments.is_disputed,
        segments.month_index,
        segments.next_month_index,
        segments.invoice_month_index,
        segments.due_month_index,
        {{ month_index(add_days('segments.due_date', 'maturity.maturity_days')) }} as mature_month_index,
        datediff('day', cast('2000-01-01' as date), segments.due_date) as due_day,
        -- a receipt that bounced later and its replacement may both have been on time: an invoice is collected once
        case
            when segments.billed_document_amount <= 0 then 0
            else {{ smaller_of('segments.on_time_document_amount', 'segments.billed_document_amount') }}
        end as on_time_document_amount,
        segments.late_document_amount_days,
        segments.delinquent_document_amount_days,
        case when segments.billed_document_amount > 0 then segments.billed_document_amount else 0 end as due_document_amount,
        case
            when segments.billed_document_amount <= 0 then 0
            when segments.paid_document_amount <= segments.billed_document_amount then segments.paid_document_amount
            else segments.billed_document_amount
        end as collected_document_amount
    from {{ ref('int_invoice_segments') }} as segments
    cross join maturity
),

windows as (
    select
        states.*,
        case
            when month_index >= due_month_index and month_index >= invoice_month_index then month_index
            when due_month_index >= invoice_month_index then due_month_index
            else invoice_month_index
        end as enters_month_index,
        case when next_month_index < due_month_index + 12 then next_month_index else due_month_index + 12 end as leaves_month_index
    from states
),

-- per segment in the reporting currency; amount-days are rounded one by one, so that their sums are exact again
converted as (
    select
        customer_id,
        is_disputed,
        enters_month_index,
        leaves_month_index,
        case when mature_month_index > enters_month_index then mature_month_index else enters_month_index end as matures_month_index,
        {{ at_rate('due_document_amount', 'exchange_rate') }} as due_amount,
        {{ at_rate('collected_document_amount', 'exchange_rate') }} as collected_amount,
        {{ at_rate('on_time_document_amount', 'exchange_rate') }} as on_time_amount,
        cast(cast(late_document_amount_days as double) * cast(exchange_rate as double) as numeric(28, 6)) as late_amount_days,
        cast(cast(delinquent_document_amount_days as double) * cast(exchange_rate as double) as numeric(28, 6))
            as delinquent_amount_days,
        due_day
    from windows
    where enters_month_index < leaves_month_index
),

with_unpaid as (
    select
        converted.*,
        cast(due_amount - collected_amount as numeric(26, 8)) * cast(due_day as numeric(6, 0)) as unpaid_amount_due_days
    from converted
),

movements as (
    select customer_id, enters_month_index as month_index, 1 as direction, is_disputed, false as is_maturity,
        due_amount, collected_amount, on_time_amount, late_amount_days, delinquent_amount_days, unpaid_amount_due_days
    from with_unpaid
    union all
    select customer_id, leaves_month_index, -1, is_disputed, false,
        due_amount, collected_amount, on_time_amount, late_amount_days, delinquent_amount_days, unpaid_amount_due_days
    from with_unpaid
    union all
    select customer_id, matures_month_index, 1, is_disputed, true,
        due_amount, collected_amount, 0, 0, 0, 0
    from with_unpaid
    where not is_disputed and matures_month_index < leaves_month_index
    union all
    select customer_id, leaves_month_index, -1, is_disputed, true,
        due_amount, collected_amount, 0, 0, 0, 0
    from with_unpaid
    where not is_disputed and matures_month_index < leaves_month_index
)

select
    movements.customer_id,
    movements.month_index,
    cast(sum(case when is_maturity then 0 else direction * due_amount end) as {{ amount_type() }}) as due_amount,
    cast(sum(case when is_maturity then 0 else direction * collected_amount end) as {{ amount_type() }}) as collected_amount,
    cast(sum(direction * on_time_amount) as {{ amount_type() }}) as on_time_amount,
    cast(sum(case when is_maturity or is_disputed then 0 else direction * due_amount end) as {{ amount_type() }})
        as undisputed_due_amount,
    cast(sum(case when is_maturity or is_disputed then 0 else direction * collected_amount end) as {{ amount_type() }})
        as undisputed_collected_amount,
    cast(sum(case when is_maturity then direction * due_amount else 0 end) as {{ amount_type() }}) as matured_due_amount,
    cast(sum(case when is_maturity then direction * collected_amount else 0 end) as {{ amount_type() }})
        as matured_collected_amount,
    cast(sum(direction * late_amount_days) as numeric(34, 8)) as late_amount_days,
    cast(sum(direction * delinquent_amount_days) as numeric(34, 8)) as delinquent_amount_days,
    cast(sum(direction * unpaid_amount_due_days) as numeric(34, 8)) as unpaid_amount_due_days
from movements
cross join last_review
where movements.month_index <= last_review.month_index
group by movements.customer_id, movements.month_index
