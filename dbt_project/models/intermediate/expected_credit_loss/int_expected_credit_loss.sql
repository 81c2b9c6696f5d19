-- grain: one row per customer and review

-- Open balances by bucket × loss rate, per bill-to account: what an insolvent account owes is lost in full.
with reviews as (
    select customer_id, month_end_date as review_date, month_index
    from {{ ref('fct_customer_months') }}
    where is_customer_review
),

{% set buckets = ['not_due', 'overdue_1_30', 'overdue_31_60', 'overdue_61_90', 'overdue_over_90'] -%}
rates as (
    select
        month_index
        {%- for bucket in buckets + ['insolvent'] %},
        max(case when bucket_code = '{{ bucket }}' then loss_rate end) as {{ bucket }}_rate
        {%- endfor %},
        count_if(is_policy_rate and bucket_code not in ('overdue_over_90', 'insolvent')) > 0 as is_policy_rate
    from {{ ref('int_credit_loss_rates') }}
    group by month_index
),

losses as (
    select
        balances.payer_group_id as customer_id,
        balances.month_index,
        sum(cast(case
            when insolvent_members.member_customer_id is not null then balances.open_receivables_amount * rates.insolvent_rate
            else
                {%- for bucket in buckets %}
                {{ '+ ' if not loop.first }}balances.{{ bucket }}_amount * rates.{{ bucket }}_rate
                {%- endfor %}
        end as {{ amount_type() }})) as expected_credit_loss_amount
    from {{ ref('int_payer_balances') }} as balances
    inner join rates on rates.month_index = balances.month_index
    left join {{ ref('int_insolvent_members') }} as insolvent_members
        on insolvent_members.member_customer_id = balances.bill_to_customer_id
        and insolvent_members.month_index = balances.month_index
    where balances.open_receivables_document_amount <> 0
    group by balances.payer_group_id, balances.month_index
)

select
    reviews.customer_id,
    reviews.review_date,
    reviews.month_index,
    cast(coalesce(losses.expected_credit_loss_amount, 0) as {{ amount_type() }}) as expected_credit_loss_amount,
    coalesce(rates.is_policy_rate, true) as is_policy_rate
from reviews
left join losses on losses.customer_id = reviews.customer_id and losses.month_index = reviews.month_index
left join rates on rates.month_index = reviews.month_index
