-- grain: one row per scheme and tier that is full at the current review

with holders as (
    select
        tiers.scheme_code,
        tiers.review_date,
        tiers.tier_code,
        tiers.tier_name_en,
        tiers.max_customers,
        count(candidates.customer_id) as customer_count
    from {{ ref('int_tier_trial_tiers') }} as tiers
    left join {{ ref('int_candidate_tiers') }} as candidates
        on candidates.scheme_code = tiers.scheme_code
        and candidates.review_date = tiers.review_date
        and candidates.trial_code = tiers.trial_code
        and candidates.candidate_tier_rank = tiers.tier_rank
    where tiers.trial_code = 'in_force'
        and tiers.max_customers is not null
    group by tiers.scheme_code, tiers.review_date, tiers.tier_code, tiers.tier_name_en, tiers.max_customers
),

flagged as (
    select
        holders.*,
        max(case when customer_count < max_customers then review_date end) over (partition by scheme_code, tier_code) as last_free_date
    from holders
),

full_tiers as (
    select
        flagged.*,
        min(case when last_free_date is null or review_date > last_free_date then review_date end) over (partition by scheme_code, tier_code) as since_date
    from flagged
)

select
    cast({{ alert_id('capacity_reached', "full_tiers.scheme_code || '|' || full_tiers.tier_code", 'full_tiers.since_date') }} as varchar) as alert_id,
    cast('capacity_reached' as varchar) as alert_type,
    cast('scheme_tier' as varchar) as subject_type,
    cast(full_tiers.scheme_code || '|' || full_tiers.tier_code as varchar) as subject_id,
    cast(full_tiers.scheme_code || ': ' || full_tiers.tier_name_en as varchar) as subject_name,
    cast(null as varchar) as customer_id,
    cast(full_tiers.since_date as date) as since_date,
    cast(cast(full_tiers.customer_count as varchar) || ' of at most ' || cast(full_tiers.max_customers as varchar) || ' customers' as varchar) as figures,
    cast('The tier ' || full_tiers.tier_name_en || ' of ' || full_tiers.scheme_code || ' is full: who qualifies next waits below.' as varchar) as message,
    cast('Chief Commercial Officer' as varchar) as who_should_know
from full_tiers
inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = full_tiers.review_date
where full_tiers.customer_count >= full_tiers.max_customers
