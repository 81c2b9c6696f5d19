-- grain: one row per action decided for a customer, as it stands at the current review
{{ config(materialized='ephemeral') }}

select
    actions.action_id,
    coalesce(members.customer_id, 'unknown') as customer_id,
    actions.finding_code,
    actions.action,
    actions.owner_id,
    actions.due_on,
    actions.result,
    case
        when actions.done_on <= current_review.review_date then 'done'
        when actions.due_on < current_review.review_date then 'overdue'
        else 'open'
    end as action_status
from {{ ref('stg_account_actions') }} as actions
cross join {{ ref('int_current_review') }} as current_review
left join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = actions.customer_id
