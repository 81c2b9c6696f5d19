-- grain: one row per customer, scheme and review with an override in force

-- An override of the head counts before one of another member, a later one before an earlier. Its tier must be one of the
-- policy's; another code has no effect and is listed in quality.
with overrides as (
    select
        members.customer_id,
        members.is_head,
        overrides.scheme_code,
        overrides.tier_code,
        overrides.reason,
        overrides.approved_by,
        overrides.valid_from,
        overrides.valid_to
    from {{ ref('stg_tier_overrides') }} as overrides
    inner join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = overrides.customer_id
),

tiers as (
    select * from {{ ref('int_tier_trial_tiers') }}
    where trial_code = 'in_force'
)

select
    overrides.customer_id,
    overrides.scheme_code,
    tiers.review_date,
    tiers.tier_rank as override_tier_rank,
    overrides.tier_code as override_tier_code,
    overrides.reason as override_reason,
    overrides.approved_by as override_approved_by,
    overrides.valid_from as override_valid_from,
    overrides.valid_to as override_valid_to
from overrides
inner join tiers
    on tiers.scheme_code = overrides.scheme_code
    and tiers.tier_code = overrides.tier_code
    and tiers.review_date >= overrides.valid_from
    and (overrides.valid_to is null or tiers.review_date < overrides.valid_to)
qualify row_number() over (
    partition by overrides.customer_id, overrides.scheme_code, tiers.review_date
    order by case when overrides.is_head then 0 else 1 end, overrides.valid_from desc nulls last, overrides.tier_code
) = 1
