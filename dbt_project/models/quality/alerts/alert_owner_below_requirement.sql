-- grain: one row per customer whose owner has less than the level or dedication that its tier asks for

with owned as (
    select
        tiers.customer_id,
        tiers.customer_name,
        tiers.review_date,
        tiers.effective_tier_code,
        owners.account_manager_id,
        coalesce(managers.account_manager_name, 'nobody') as account_manager_name,
        managers.career_level,
        owners.dedicated_rate,
        requirements.least_career_level_code,
        requirements.least_dedicated_rate,
        coalesce(held.level_order >= needed.level_order, false)
        and coalesce(owners.dedicated_rate >= cast(requirements.least_dedicated_rate as double), requirements.least_dedicated_rate = 0)
            as is_met
    from {{ ref('customer_tiers') }} as tiers
    inner join {{ ref('tier_owner_requirements') }} as requirements
        on requirements.scheme_code = tiers.scheme_code
        and requirements.tier_code = tiers.effective_tier_code
        and {{ in_force('requirements', 'tiers.review_date') }}
    inner join {{ ref('int_owners_at_reviews') }} as owners
        on owners.customer_id = tiers.customer_id
        and owners.review_date = tiers.review_date
    left join {{ ref('dim_account_managers') }} as managers on managers.account_manager_id = owners.account_manager_id
    left join {{ ref('career_levels') }} as held
        on held.career_level_code = managers.career_level
        and {{ in_force('held', 'tiers.review_date') }}
    left join {{ ref('career_levels') }} as needed
        on needed.career_level_code = requirements.least_career_level_code
        and {{ in_force('needed', 'tiers.review_date') }}
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
),

runs as (
    select
        owned.*,
        max(case when is_met then review_date end) over (partition by customer_id) as last_met_date
    from owned
),

breaches as (
    select
        runs.*,
        min(case when last_met_date is null or review_date > last_met_date then review_date end) over (partition by customer_id) as since_date
    from runs
)

select
    cast({{ alert_id('owner_below_requirement', 'breaches.customer_id', 'breaches.since_date') }} as varchar) as alert_id,
    cast('owner_below_requirement' as varchar) as alert_type,
    cast('customer' as varchar) as subject_type,
    cast(breaches.customer_id as varchar) as subject_id,
    cast(breaches.customer_name as varchar) as subject_name,
    cast(breaches.customer_id as varchar) as customer_id,
    cast(breaches.since_date as date) as since_date,
    cast('owner ' || breaches.account_manager_name || coalesce(' (' || breaches.career_level || ')', '') || coalesce(', dedicated ' || {{ percent_in_words('breaches.dedicated_rate') }}, '') || '; asked: ' || breaches.least_career_level_code || ', ' || {{ percent_in_words('breaches.least_dedicated_rate') }} as varchar) as figures,
    cast(breaches.customer_name || ' is ' || breaches.effective_tier_code || ', its owner has less than the level or dedication that this asks for.' as varchar) as message,
    cast(breaches.account_manager_name || '; Chief Commercial Officer' as varchar) as who_should_know
from breaches
inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = breaches.review_date
where not breaches.is_met
