-- grain: one row per customer with a capacity promise of its own at the current review
{{ config(materialized='ephemeral') }}

select
    members.customer_id,
    promises.promised_quantity
from {{ ref('stg_customer_promises') }} as promises
inner join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = promises.customer_id
inner join {{ ref('int_current_review') }} as current_review on {{ in_force('promises', 'current_review.review_date') }}
where promises.strategy_dimension = 'capacity_priority'
qualify row_number() over (
    partition by members.customer_id
    order by case when members.is_head then 0 else 1 end, promises.valid_from desc nulls last, promises.promised_quantity desc nulls last
) = 1
