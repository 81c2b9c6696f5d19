-- grain: one row per customer, whether the analysis of share and growth covers it

-- A company with few active customers looks at all of them; one with many at those whose tier calls for it.
with tiers as (
    select
        customer_tiers.customer_id,
        customer_tiers.effective_tier_code
    from {{ ref('customer_tiers') }} as customer_tiers
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = customer_tiers.review_date
    where customer_tiers.scheme_code = '{{ var("governing_scheme") }}'
),

customers as (
    select metrics.customer_id, metrics.lifecycle_status
    from {{ ref('customer_value_metrics') }} as metrics
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = metrics.review_date
),

active_customers as (
    select count(*) as active_customer_count from customers where lifecycle_status <> 'lapsed'
)

select
    customers.customer_id,
    active_customers.active_customer_count <= {{ policy_parameter('wallet_parameters', 'full_scope_active_maximum') }}
    or coalesce(tiers.effective_tier_code in ('diamond', 'gold', 'strategic', 'potential'), false) as is_in_analysis_scope
from customers
cross join active_customers
left join tiers on tiers.customer_id = customers.customer_id
