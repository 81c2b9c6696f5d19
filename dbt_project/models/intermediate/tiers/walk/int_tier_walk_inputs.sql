-- grain: one row per customer, scheme and review: everything that stage 8 asks, as ranks and numbers

select
    candidates.customer_id,
    candidates.scheme_code,
    candidates.review_date,
    cast(row_number() over (
        partition by candidates.customer_id, candidates.scheme_code order by candidates.review_date
    ) as integer) as place,
    candidates.candidate_tier_rank,
    candidates.candidate_source,
    candidates.is_problem,
    candidates.gate_cap_tier_rank,
    -- what acts at once: the rule's tier, as far as the cap lets it
    case
        when candidates.rule_tier_rank < candidates.gate_cap_tier_rank then candidates.gate_cap_tier_rank
        else candidates.rule_tier_rank
    end as rule_tier_rank,
    candidates.lowest_cut_rank,
    candidates.rest_rank,
    candidates.problem_rank,
    candidates.floor_rank,
    candidates.rise_rank,
    candidates.hold_rank,
    case when candidates.is_unrated then 999 else candidates.scored_tier_rank end as supported_by_score_rank,
    candidates.is_unrated or candidates.is_capacity_capped or candidates.is_lapsed_lifetime as is_down_without_score,
    trials.confirm_reviews,
    trials.clean_reviews,
    trials.is_decision_month
from {{ ref('int_candidate_tiers') }} as candidates
inner join {{ ref('int_tier_trials') }} as trials
    on trials.scheme_code = candidates.scheme_code
    and trials.review_date = candidates.review_date
    and trials.trial_code = candidates.trial_code
where candidates.is_history
