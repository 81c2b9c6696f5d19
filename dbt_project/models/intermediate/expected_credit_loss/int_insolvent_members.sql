-- grain: one row per account and review month at which an insolvency of it is open

select distinct
    members.customer_id,
    members.member_customer_id,
    months.month_index,
    months.month_end_date as review_date
from {{ ref('stg_customer_events') }} as events
inner join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = events.customer_id
inner join {{ ref('dim_months') }} as months
    on months.month_end_date >= events.event_date
    and (events.resolved_on is null or events.resolved_on > months.month_end_date)
where events.event_type = 'insolvency'
    and months.is_review
