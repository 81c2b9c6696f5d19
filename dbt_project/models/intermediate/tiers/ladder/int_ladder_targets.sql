-- grain: one row per customer and scheme at the current review whose scored tier is not the highest

-- The tier above the scored one and what stands between: its cut and floor, or the test for potential.
with candidates as (
    select candidates.*
    from {{ ref('int_candidate_tiers') }} as candidates
    inner join {{ ref('int_tier_trials') }} as trials
        on trials.scheme_code = candidates.scheme_code
        and trials.review_date = candidates.review_date
        and trials.trial_code = candidates.trial_code
    where candidates.is_history
        and trials.is_current_review
),

tiers as (
    select * from {{ ref('int_tier_trial_tiers') }}
    where trial_code = 'in_force'
)

select
    candidates.*,
    next_tier.tier_rank as next_tier_rank,
    next_tier.tier_code as next_tier_code,
    next_tier.entry_rule as next_entry_rule,
    next_tier.cut_score as next_cut_score,
    next_tier.floor_amount as next_floor_amount,
    {{ floor_is_met('candidates.value_amount', 'next_tier.floor_amount') }}
    and (next_tier.entry_rule = 'cut' or coalesce(candidates.value_amount > 0, false)) as is_next_floor_met
from candidates
inner join tiers as next_tier
    on next_tier.scheme_code = candidates.scheme_code
    and next_tier.review_date = candidates.review_date
    and next_tier.tier_rank = candidates.scored_tier_rank - 1
