-- grain: one row per customer and review: what problem triggers look at beside the value metrics

with reviews as (
    select customer_id, month_end_date as review_date, month_index
    from {{ ref('fct_customer_months') }}
    where is_customer_review
        and customer_id <> 'unknown'
),

write_offs as (
    select
        reviews.customer_id,
        reviews.review_date,
        sum(write_offs.amount) as write_offs_12m_amount
    from reviews
    inner join {{ ref('fct_write_offs') }} as write_offs
        on write_offs.payer_group_id = reviews.customer_id
        and write_offs.month_index between reviews.month_index - 11 and reviews.month_index
    group by reviews.customer_id, reviews.review_date
),

member_exposures as (
    select
        payer_group_id as customer_id,
        bill_to_customer_id as member_customer_id,
        month_index,
        sum(open_receivables_amount) as open_amount
    from {{ ref('int_payer_balances') }}
    group by payer_group_id, bill_to_customer_id, month_index
),

group_exposures as (
    select customer_id, month_index, sum(open_amount) as open_amount
    from member_exposures
    group by customer_id, month_index
),

member_counts as (
    select customer_id, count(*) as member_count
    from {{ ref('bridge_customer_members') }}
    group by customer_id
),

-- where the group owes nothing, an account that is the whole group counts in full and any other for nothing
insolvencies as (
    select
        insolvent_members.customer_id,
        insolvent_members.review_date,
        count(*) as insolvent_member_count,
        max(case
            when group_exposures.open_amount > 0 then {{ ratio('coalesce(member_exposures.open_amount, 0)', 'group_exposures.open_amount') }}
            when member_counts.member_count = 1 then 1
            else 0
        end) as insolvent_exposure_rate
    from {{ ref('int_insolvent_members') }} as insolvent_members
    inner join member_counts on member_counts.customer_id = insolvent_members.customer_id
    left join member_exposures
        on member_exposures.customer_id = insolvent_members.customer_id
        and member_exposures.member_customer_id = insolvent_members.member_customer_id
        and member_exposures.month_index = insolvent_members.month_index
    left join group_exposures
        on group_exposures.customer_id = insolvent_members.customer_id
        and group_exposures.month_index = insolvent_members.month_index
    group by insolvent_members.customer_id, insolvent_members.review_date
),

publicity as (
    select
        reviews.customer_id,
        reviews.review_date,
        max(events.severity) as publicity_severity
    from reviews
    inner join {{ ref('bridge_customer_members') }} as members on members.customer_id = reviews.customer_id
    inner join {{ ref('stg_customer_events') }} as events
        on events.customer_id = members.member_customer_id
        and events.event_type = 'negative_publicity'
        and events.event_date <= reviews.review_date
        and (events.resolved_on is null or events.resolved_on > reviews.review_date)
    group by reviews.customer_id, reviews.review_date
)

select
    reviews.customer_id,
    reviews.review_date,
    cast(coalesce(write_offs.write_offs_12m_amount, 0) as {{ amount_type() }}) as write_offs_12m_amount,
    coalesce(insolvencies.insolvent_member_count, 0) as insolvent_member_count,
    insolvencies.insolvent_exposure_rate,
    publicity.publicity_severity
from reviews
left join write_offs on write_offs.customer_id = reviews.customer_id and write_offs.review_date = reviews.review_date
left join insolvencies on insolvencies.customer_id = reviews.customer_id and insolvencies.review_date = reviews.review_date
left join publicity on publicity.customer_id = reviews.customer_id and publicity.review_date = reviews.review_date
