-- grain: one row per customer and review: its owner on that day

select
    metrics.customer_id,
    metrics.review_date,
    coalesce(segments.account_manager_id, 'unassigned') as account_manager_id,
    segments.dedicated_rate
from {{ ref('customer_value_metrics') }} as metrics
left join {{ ref('int_owner_segments') }} as segments
    on segments.customer_id = metrics.customer_id
    and segments.start_date <= metrics.review_date
    and segments.end_date > metrics.review_date
