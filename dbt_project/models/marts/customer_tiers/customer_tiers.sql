-- grain: one row per customer, scheme and review

with effective as (
    select * from {{ ref('int_effective_tiers') }}
),

candidates as (
    select * from {{ ref('int_candidate_tiers') }}
    where is_history
),

tiers as (
    select * from {{ ref('int_tier_trial_tiers') }}
    where trial_code = 'in_force'
),

explanations as (
    select * from {{ ref('int_tier_explanations') }}
),

reasons as (
    select * from {{ ref('int_tier_reasons') }}
),

{% set ranks = {
    'scored_tier': 'candidates.scored_tier_rank',
    'rule_tier': 'candidates.rule_tier_rank',
    'lifted_tier': 'candidates.lifted_tier_rank',
    'gate_cap_tier': 'candidates.gate_cap_tier_rank',
    'candidate_tier': 'candidates.candidate_tier_rank',
    'tier_without_override': 'effective.tier_without_override_rank',
    'effective_tier': 'effective.effective_tier_rank',
    'previous_effective_tier': 'effective.previous_effective_tier_rank',
    'next_tier': 'candidates.scored_tier_rank - 1',
} -%}
{# the tiers of a review side by side: a lookup by rank without nine joins -#}
named as (
    select
        scheme_code,
        review_date
        {%- for rank in range(1, 10) %},
        max(case when tier_rank = {{ rank }} then tier_code end) as tier_code_{{ rank }}
        {%- endfor %}
    from tiers
    group by scheme_code, review_date
)

select
    cast(effective.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(effective.scheme_code as varchar) as scheme_code,
    cast(effective.review_date as date) as review_date,
    cast(candidates.score as double) as score,
    cast(candidates.score_coverage_rate as double) as score_coverage_rate,
    {%- for name, rank in ranks.items() %}
    cast(case {{ rank }}
        {%- for place in range(1, 10) %}
        when {{ place }} then named.tier_code_{{ place }}
        {%- endfor %}
    end as varchar) as {{ name }}_code,
    {%- endfor %}
    cast(coalesce(candidates.is_problem, false) as boolean) as is_problem,
    cast(candidates.trigger_codes as varchar) as trigger_codes,
    cast(candidates.is_capacity_capped as boolean) as is_capacity_capped,
    cast(effective.pending_direction as varchar) as pending_direction,
    cast(effective.pending_review_count as integer) as pending_review_count,
    cast(effective.clean_review_count as integer) as clean_review_count,
    cast(effective.effective_tier_rank as integer) as effective_tier_rank,
    cast(case
        when effective.previous_effective_tier_rank is null then 'entered'
        when effective.effective_tier_rank < effective.previous_effective_tier_rank then 'up'
        when effective.effective_tier_rank > effective.previous_effective_tier_rank then 'down'
        else 'same'
    end as varchar) as tier_change,
    cast(effective.transition_code as varchar) as transition_code,
    cast(effective.is_overridden as boolean) as is_overridden,
    cast(effective.override_reason as varchar) as override_reason,
    cast(effective.override_approved_by as varchar) as override_approved_by,
    cast(effective.override_valid_to as date) as override_end_date,
    cast(candidates.is_provisional as boolean) as is_provisional,
    cast(candidates.is_unrated as boolean) as is_unrated,
    cast(candidates.policy_code as varchar) as policy_version,
    cast(explanations.points_to_next_tier as double) as points_to_next_tier,
    cast(explanations.contribution_to_next_tier_amount as {{ amount_type() }}) as contribution_to_next_tier_amount,
    cast(candidates.headroom_amount as {{ amount_type() }}) as headroom_amount,
    cast(changes.score_change as double) as score_change,
    cast(changes.own_score_change as double) as own_score_change,
    cast(changes.others_score_change as double) as others_score_change,
    cast(changes.policy_score_change as double) as policy_score_change,
    cast(reasons.reason_codes as varchar) as reason_codes,
    cast(explanations.explanation as varchar) as explanation,
    cast(explanations.explanation_zh as varchar) as explanation_zh
from effective
inner join candidates
    on candidates.customer_id = effective.customer_id
    and candidates.scheme_code = effective.scheme_code
    and candidates.review_date = effective.review_date
inner join named
    on named.scheme_code = effective.scheme_code
    and named.review_date = effective.review_date
inner join explanations
    on explanations.customer_id = effective.customer_id
    and explanations.scheme_code = effective.scheme_code
    and explanations.review_date = effective.review_date
inner join reasons
    on reasons.customer_id = effective.customer_id
    and reasons.scheme_code = effective.scheme_code
    and reasons.review_date = effective.review_date
left join {{ ref('int_tier_score_changes') }} as changes
    on changes.customer_id = effective.customer_id
    and changes.scheme_code = effective.scheme_code
    and changes.review_date = effective.review_date
left join {{ ref('dim_customers') }} as customers on customers.customer_id = effective.customer_id
