-- grain: one row per review and ageing bucket

-- Loss rates as a provision matrix: of what was still open when it entered a bucket, how much went bad in the end. Only
-- invoices that had ninety days after their due date to be paid are looked at, each as it stood at the review. Too little
-- history, or a bucket that nothing ever reached → the policy's rate.
with invoices as (
    select
        invoice_id,
        due_date,
        gross_amount,
        exchange_rate,
        {{ month_index(add_days('due_date', 90)) }} as matured_month_index,
        {{ month_index('invoice_date') }} as invoice_month_index
    from {{ ref('fct_invoices') }}
    where document_role = 'invoice'
),

credits as (
    select linked_invoice_id as invoice_id, sum(gross_document_amount) as credit_document_amount
    from {{ ref('fct_invoices') }}
    where document_role = 'linked_credit_note'
    group by linked_invoice_id
),

-- paid by the due date, 30 and 60 days after it: an allocation that a reversal ended by then did not pay
paid as (
    select
        invoices.invoice_id
        {%- for days in [0, 30, 60] %},
        sum(case
            when allocations.allocation_date <= {{ add_days('invoices.due_date', days) }}
                and (allocations.ended_on_date is null or allocations.ended_on_date > {{ add_days('invoices.due_date', days) }})
                then allocations.amount
            else 0
        end) as paid_after_{{ days }}_amount
        {%- endfor %}
    from invoices
    inner join {{ ref('fct_cash_allocations') }} as allocations on allocations.invoice_id = invoices.invoice_id
    group by invoices.invoice_id
),

matured as (
    select
        invoices.matured_month_index as month_index,
        sum(invoices.gross_amount + coalesce({{ at_rate('credits.credit_document_amount', 'invoices.exchange_rate') }}, 0)) as billed_amount
        {%- for days in [0, 30, 60] %},
        sum(
            invoices.gross_amount + coalesce({{ at_rate('credits.credit_document_amount', 'invoices.exchange_rate') }}, 0)
            - coalesce(paid.paid_after_{{ days }}_amount, 0)
        ) as open_after_{{ days }}_amount
        {%- endfor %}
    from invoices
    left join credits on credits.invoice_id = invoices.invoice_id
    left join paid on paid.invoice_id = invoices.invoice_id
    group by invoices.matured_month_index
),

bad as (
    select
        case when write_offs.month_index >= invoices.matured_month_index then write_offs.month_index else invoices.matured_month_index end
            as month_index,
        sum(write_offs.amount) as bad_amount
    from {{ ref('fct_write_offs') }} as write_offs
    inner join invoices on invoices.invoice_id = write_offs.invoice_id
    group by 1
),

write_off_counts as (
    select month_index, count(*) as write_off_count
    from {{ ref('fct_write_offs') }}
    group by month_index
),

months as (
    select month_index, month_end_date, is_review from {{ ref('dim_months') }}
),

{% set to_date = 'order by months.month_index rows between unbounded preceding and current row' -%}
histories as (
    select
        months.month_index,
        months.month_end_date,
        months.is_review,
        months.month_index - (select min(invoice_month_index) from invoices) + 1 as history_months,
        coalesce(sum(write_off_counts.write_off_count) over ({{ to_date }}), 0) as write_off_count,
        sum(bad.bad_amount) over ({{ to_date }}) as bad_amount,
        sum(matured.billed_amount) over ({{ to_date }}) as not_due_amount,
        sum(matured.open_after_0_amount) over ({{ to_date }}) as overdue_1_30_amount,
        sum(matured.open_after_30_amount) over ({{ to_date }}) as overdue_31_60_amount,
        sum(matured.open_after_60_amount) over ({{ to_date }}) as overdue_61_90_amount
    from months
    left join matured on matured.month_index = months.month_index
    left join bad on bad.month_index = months.month_index
    left join write_off_counts on write_off_counts.month_index = months.month_index
),

own_rates as (
    {%- for bucket in ['not_due', 'overdue_1_30', 'overdue_31_60', 'overdue_61_90'] %}
    select
        month_index,
        '{{ bucket }}' as bucket_code,
        {{ ratio('coalesce(bad_amount, 0)', bucket ~ '_amount') }} as loss_rate
    from histories
    where is_review
        and history_months >= {{ policy_parameter('credit_loss_parameters', 'history_minimum_months') }}
        and write_off_count >= {{ policy_parameter('credit_loss_parameters', 'history_minimum_write_offs') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

policy_rates as (
    select
        months.month_index,
        months.month_end_date as review_date,
        rates.bucket_code,
        rates.loss_rate
    from months
    inner join {{ ref('credit_loss_rates') }} as rates on {{ in_force('rates', 'months.month_end_date') }}
    where months.is_review
)

select
    policy_rates.month_index,
    policy_rates.review_date,
    policy_rates.bucket_code,
    cast(case
        when own_rates.loss_rate is null then policy_rates.loss_rate
        when own_rates.loss_rate > 1 then 1
        else own_rates.loss_rate
    end as numeric(8, 6)) as loss_rate,
    own_rates.loss_rate is null as is_policy_rate
from policy_rates
left join own_rates
    on own_rates.month_index = policy_rates.month_index
    and own_rates.bucket_code = policy_rates.bucket_code
