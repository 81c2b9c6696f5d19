-- grain: one row per customer and scheme whose override ends soon

with expiring as (
    select
        overrides.*,
        customers.customer_name,
        customers.account_manager_name,
        tiers.tier_without_override_code,
        datediff('day', overrides.review_date, overrides.override_valid_to) as days_left
    from {{ ref('int_tier_overrides') }} as overrides
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = overrides.review_date
    inner join {{ ref('customer_tiers') }} as tiers
        on tiers.customer_id = overrides.customer_id
        and tiers.scheme_code = overrides.scheme_code
        and tiers.review_date = overrides.review_date
    left join {{ ref('dim_customers') }} as customers on customers.customer_id = overrides.customer_id
    where datediff('day', overrides.review_date, overrides.override_valid_to)
        <= {{ policy_parameter('alert_parameters', 'override_expiry_days') }}
),

dated as (
    select
        expiring.*,
        -- the first month-end within the days before the end: always the same for one override
        {{ add_days('override_valid_to', '-cast(' ~ policy_parameter('alert_parameters', 'override_expiry_days') ~ ' as integer)') }} as since_date
    from expiring
)

select
    cast({{ alert_id('override_expiring', "dated.customer_id || '|' || dated.scheme_code", 'dated.since_date') }} as varchar) as alert_id,
    cast('override_expiring' as varchar) as alert_type,
    cast('customer_scheme' as varchar) as subject_type,
    cast(dated.customer_id || '|' || dated.scheme_code as varchar) as subject_id,
    cast(dated.customer_name || ': ' || dated.scheme_code as varchar) as subject_name,
    cast(dated.customer_id as varchar) as customer_id,
    cast(dated.since_date as date) as since_date,
    cast('ends on ' || cast(dated.override_valid_to as varchar) || ', in ' || cast(dated.days_left as varchar) || ' days; ' || dated.override_tier_code || ' by override, ' || dated.tier_without_override_code || ' without' as varchar) as figures,
    cast('The override of ' || dated.customer_name || ' (' || dated.override_reason || ') ends on ' || cast(dated.override_valid_to as varchar) || '.' as varchar) as message,
    cast(coalesce(dated.account_manager_name, 'unassigned') || '; ' || dated.override_approved_by as varchar) as who_should_know
from dated
