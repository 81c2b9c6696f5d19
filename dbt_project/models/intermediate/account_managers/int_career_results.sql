-- grain: one row per account manager, career level, set of criteria and criterion
{{ config(materialized='ephemeral') }}

-- Everybody is judged by every criterion. What was not measured is not met.
with current_review as (
    select * from {{ ref('int_current_review') }}
)

select
    managers.account_manager_id,
    levels.career_level_code,
    levels.level_order,
    criteria.criteria_set,
    criteria.criterion_code,
    criteria.tier_code,
    criteria.minimum_value,
    coalesce(facts.measured_value, case when criteria.criterion_code like '%_count' then cast(0 as double) end) as measured_value,
    coalesce(facts.measured_value >= cast(criteria.minimum_value as double), false) as is_met,
    replace(criteria.criterion_code, '_', ' ') || coalesce(' ' || criteria.tier_code, '') as criterion_words
from {{ ref('dim_account_managers') }} as managers
cross join current_review
inner join {{ ref('career_levels') }} as levels on {{ in_force('levels', 'current_review.review_date') }}
inner join {{ ref('career_criteria') }} as criteria
    on criteria.career_level_code = levels.career_level_code
    and {{ in_force('criteria', 'current_review.review_date') }}
left join {{ ref('int_career_facts') }} as facts
    on facts.account_manager_id = managers.account_manager_id
    and facts.criterion_code = criteria.criterion_code
    and coalesce(facts.tier_code, '') = coalesce(criteria.tier_code, '')
