-- grain: one row per trial and customer

-- Stage 7: the better of score (or lift) and rule, under the cap, or problem; then the capacity of each tier. Who does not
-- fit waits one tier below, and counts there. Rule tiers are exempt but take room.
{% set deepest_rank = 9 -%}
with scored as (
    select * from {{ ref('int_scored_tiers') }}
),

combined as (
    select
        scored.*,
        rules.rule_tier_rank,
        gates.gate_cap_tier_rank,
        gates.gate_codes,
        gates.gate_names_en,
        gates.gate_names_zh,
        gates.is_collection,
        gates.is_overdue_over_90,
        gates.is_write_offs,
        gates.is_insolvency,
        gates.is_negative_publicity,
        gates.is_problem,
        gates.trigger_codes,
        gates.has_small_insolvency,
        coalesce(scored.lifted_tier_rank, scored.scored_tier_rank) as merit_rank
    from scored
    inner join {{ ref('int_tier_gates') }} as gates
        on gates.scheme_code = scored.scheme_code
        and gates.review_date = scored.review_date
        and gates.trial_code = scored.trial_code
        and gates.customer_id = scored.customer_id
    left join {{ ref('int_rule_tiers') }} as rules
        on rules.scheme_code = scored.scheme_code
        and rules.review_date = scored.review_date
        and rules.trial_code = scored.trial_code
        and rules.customer_id = scored.customer_id
),

indicated as (
    select
        combined.*,
        case
            when is_problem then problem_rank
            when {{ smaller_of('merit_rank', 'coalesce(rule_tier_rank, 999)') }} < coalesce(gate_cap_tier_rank, 0) then gate_cap_tier_rank
            else {{ smaller_of('merit_rank', 'coalesce(rule_tier_rank, 999)') }}
        end as rank_before_capacity,
        case
            when rule_tier_rank < merit_rank then 'rule'
            when lifted_tier_rank is not null then 'lift'
            when scored_tier_rank <= lowest_cut_rank then 'score'
            else 'test'
        end as candidate_source
    from combined
),

capped_tiers as (
    select scheme_code, review_date, trial_code, tier_rank, max_customers
    from {{ ref('int_tier_trial_tiers') }}
    where max_customers is not null
),

-- only trials with a cap anywhere walk down the tiers
waiting_0 as (
    select
        indicated.scheme_code,
        indicated.review_date,
        indicated.trial_code,
        indicated.customer_id,
        indicated.score,
        indicated.value_amount,
        indicated.rule_tier_rank,
        indicated.rank_before_capacity as tier_rank
    from indicated
    where exists (
        select 1 from capped_tiers
        where capped_tiers.scheme_code = indicated.scheme_code
            and capped_tiers.review_date = indicated.review_date
            and capped_tiers.trial_code = indicated.trial_code
    )
),
{% for rank in range(1, deepest_rank) %}
waiting_{{ rank }} as (
    select
        placed.scheme_code,
        placed.review_date,
        placed.trial_code,
        placed.customer_id,
        placed.score,
        placed.value_amount,
        placed.rule_tier_rank,
        case
            when placed.tier_rank = {{ rank }}
                and coalesce(placed.rule_tier_rank > {{ rank }}, true)
                and placed.place_in_tier > capped_tiers.max_customers
                then {{ rank + 1 }}
            else placed.tier_rank
        end as tier_rank
    from (
        select
            waiting_{{ rank - 1 }}.*,
            row_number() over (
                partition by scheme_code, review_date, trial_code, tier_rank
                order by
                    case when rule_tier_rank <= {{ rank }} then 0 else 1 end,
                    score desc nulls last,
                    value_amount desc nulls last,
                    customer_id
            ) as place_in_tier
        from waiting_{{ rank - 1 }}
    ) as placed
    left join capped_tiers
        on capped_tiers.scheme_code = placed.scheme_code
        and capped_tiers.review_date = placed.review_date
        and capped_tiers.trial_code = placed.trial_code
        and capped_tiers.tier_rank = {{ rank }}
),
{% endfor %}
final as (
    select
        indicated.*,
        coalesce(waiting.tier_rank, indicated.rank_before_capacity) as candidate_tier_rank,
        coalesce(waiting.tier_rank > indicated.rank_before_capacity, false) as is_capacity_capped
    from indicated
    left join waiting_{{ deepest_rank - 1 }} as waiting
        on waiting.scheme_code = indicated.scheme_code
        and waiting.review_date = indicated.review_date
        and waiting.trial_code = indicated.trial_code
        and waiting.customer_id = indicated.customer_id
)

select * from final
