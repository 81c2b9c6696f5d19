-- grain: one row per trial and customer

-- Stage 3, and the lift of stage 5. A scored tier needs its cut and its floor; below the cuts potential is entered by a
-- test of headroom and movement; the rest is general. Ranks count from the top, so a smaller rank is a higher tier.
with trials as (
    select * from {{ ref('int_tier_trials') }}
),

scores as (
    select * from {{ ref('int_tier_scores') }}
),

cut_tiers as (
    select * from {{ ref('int_tier_trial_tiers') }}
    where entry_rule = 'cut'
),

facts as (
    select
        scores.*,
        trials.headroom_share_rate,
        trials.movement_growth_rate,
        trials.movement_open_deals_rate,
        trials.lift_influence_score,
        trials.buffer_points,
        scales.lowest_cut_rank,
        scales.test_rank,
        scales.rest_rank,
        scales.problem_rank,
        scales.test_floor_amount,
        value_bases.value_amount,
        metrics.influence_score,
        metrics.sales_growth_rate,
        metrics.net_sales_12m_amount,
        potential.headroom_amount,
        potential.is_wallet_estimated,
        potential.won_deal_count,
        potential.open_weighted_amount,
        potential.has_wallets,
        potential.has_deals,
        scores.value_basis = 'lifetime' and scores.lifecycle_status = 'lapsed' as is_lapsed_lifetime
    from scores
    inner join trials
        on trials.scheme_code = scores.scheme_code
        and trials.review_date = scores.review_date
        and trials.trial_code = scores.trial_code
    inner join {{ ref('int_tier_scales') }} as scales
        on scales.scheme_code = scores.scheme_code
        and scales.review_date = scores.review_date
        and scales.trial_code = scores.trial_code
    inner join {{ ref('customer_value_metrics') }} as metrics
        on metrics.customer_id = scores.customer_id
        and metrics.review_date = scores.review_date
    left join {{ ref('int_tier_values') }} as value_bases
        on value_bases.customer_id = scores.customer_id
        and value_bases.review_date = scores.review_date
        and value_bases.value_basis = scores.value_basis
    left join {{ ref('int_potential_facts') }} as potential
        on potential.customer_id = scores.customer_id
        and potential.review_date = scores.review_date
),

-- the highest tier that each condition alone allows; none → the rank below all cuts
reached as (
    select
        facts.scheme_code,
        facts.review_date,
        facts.trial_code,
        facts.customer_id,
        min(case when facts.score >= cut_tiers.cut_score then cut_tiers.tier_rank else 999 end) as cut_rank,
        min(case when {{ floor_is_met('facts.value_amount', 'cut_tiers.floor_amount') }} then cut_tiers.tier_rank else 999 end) as floor_rank,
        min(case
            when facts.score >= cut_tiers.cut_score and {{ floor_is_met('facts.value_amount', 'cut_tiers.floor_amount') }}
                then cut_tiers.tier_rank
            else 999
        end) as scored_rank,
        min(case when facts.score >= cut_tiers.cut_score + facts.buffer_points then cut_tiers.tier_rank else 999 end) as rise_rank,
        min(case when facts.score >= cut_tiers.cut_score - facts.buffer_points then cut_tiers.tier_rank else 999 end) as hold_rank
    from facts
    inner join cut_tiers
        on cut_tiers.scheme_code = facts.scheme_code
        and cut_tiers.review_date = facts.review_date
        and cut_tiers.trial_code = facts.trial_code
    group by facts.scheme_code, facts.review_date, facts.trial_code, facts.customer_id
),

tested as (
    select
        facts.*,
        reached.cut_rank,
        reached.floor_rank,
        reached.rise_rank,
        reached.hold_rank,
        reached.scored_rank,
        case
            when facts.headroom_amount is not null
                then facts.headroom_amount >= facts.headroom_share_rate * facts.net_sales_12m_amount and facts.headroom_amount > 0
        end as has_headroom,
        case when facts.sales_growth_rate >= facts.movement_growth_rate then 1 else 0 end as has_growth,
        case when facts.won_deal_count > 0 then 1 else 0 end as has_won_deal,
        case
            when facts.open_weighted_amount > 0
                and facts.open_weighted_amount >= facts.movement_open_deals_rate * facts.net_sales_12m_amount then 1
            else 0
        end as has_open_deals,
        {{ floor_is_met('facts.value_amount', 'facts.test_floor_amount') }} and facts.value_amount > 0 as is_test_floor_met
    from facts
    inner join reached
        on reached.scheme_code = facts.scheme_code
        and reached.review_date = facts.review_date
        and reached.trial_code = facts.trial_code
        and reached.customer_id = facts.customer_id
),

moved as (
    select
        tested.*,
        has_growth + has_won_deal + has_open_deals as movement_count,
        case
            when not has_wallets and not has_deals then 1
            when headroom_amount is null then 2
            else 1
        end as movements_needed
    from tested
),

placed as (
    select
        moved.*,
        case
            when is_unrated or is_lapsed_lifetime then rest_rank
            when scored_rank <= lowest_cut_rank then scored_rank
            when test_rank is not null and is_test_floor_met and coalesce(has_headroom, true) and movement_count >= movements_needed
                then test_rank
            else rest_rank
        end as scored_tier_rank
    from moved
)

select
    placed.*,
    -- a lift needs a scored tier to start from: size and influence alone never lift
    case
        when influence_score >= lift_influence_score
            and scored_tier_rank > 1
            and scored_tier_rank <= coalesce(test_rank, lowest_cut_rank)
            and scored_tier_rank - 1 >= floor_rank
            then scored_tier_rank - 1
    end as lifted_tier_rank,
    value_amount is null as is_value_unknown
from placed
