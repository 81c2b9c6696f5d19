-- grain: one row per customer with events: how they stand at the current review
{{ config(materialized='ephemeral') }}

-- Complaints are our failure: they never lower a tier, they raise the risk to our reputation.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

events as (
    select
        members.customer_id,
        events.event_type,
        events.severity,
        events.event_date,
        events.resolved_on is null or events.resolved_on > current_review.review_date as is_open,
        {{ add_days('current_review.review_date', '-cast(' ~ policy_parameter('reputation_parameters', 'broken_promise_days') ~ ' as integer)') }}
            as promises_counted_from
    from {{ ref('stg_customer_events') }} as events
    inner join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = events.customer_id
    inner join current_review on events.event_date <= current_review.review_date
)

select
    customer_id,
    count_if(event_type = 'complaint' and is_open) as open_complaint_count,
    max(case when event_type = 'complaint' and is_open then severity end) as worst_open_complaint_severity,
    count_if(event_type = 'negative_publicity' and is_open) as open_publicity_count,
    max(case when event_type = 'negative_publicity' and is_open then severity end) as worst_open_publicity_severity,
    count_if(event_type = 'broken_promise' and event_date > promises_counted_from) as broken_promise_count,
    count_if(event_type = 'dispute' and is_open) as open_dispute_count,
    coalesce(
        max(case when event_type = 'complaint' and is_open then severity end)
        >= {{ policy_parameter('reputation_parameters', 'complaint_severity_minimum') }}, false
    ) or coalesce(
        max(case when event_type = 'negative_publicity' and is_open then severity end)
        >= {{ policy_parameter('reputation_parameters', 'publicity_severity_minimum') }}, false
    ) as is_reputation_risk
from events
group by customer_id
