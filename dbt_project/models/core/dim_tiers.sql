-- grain: one row per scheme and tier of the policy in force

-- What BI tools and pages call a tier: names are policy, so a company that renames its tiers renames them everywhere.
with policies as (
    select scheme_code, policy_code
    from {{ ref('tier_policies') }}
    where
        policy_status = 'in_force'
        and valid_from <= {{ as_of_date() }}
        and (valid_to is null or valid_to > {{ as_of_date() }})
),

definitions as (
    select * from {{ ref('tier_definitions') }}
)

select
    cast(definitions.scheme_code as varchar) as scheme_code,
    cast(definitions.tier_code as varchar) as tier_code,
    cast(definitions.tier_rank as integer) as tier_rank,
    cast(definitions.tier_name_en as varchar) as tier_name_en,
    cast(definitions.tier_name_zh as varchar) as tier_name_zh
from definitions
inner join policies
    on definitions.scheme_code = policies.scheme_code and definitions.policy_code = policies.policy_code
