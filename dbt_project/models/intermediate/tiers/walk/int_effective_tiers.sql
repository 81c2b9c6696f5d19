-- grain: one row per customer, scheme and review

-- Stage 8, the walk through the reviews, as a recursive query with one row a customer and step. The state is the tier
-- without override, the count of confirming reviews, the reviews without a trigger, the tier held before the problem, and
-- whether it is the score that carries the tier. Ranks count from the top: a smaller rank is a higher tier.
{% set is_out_of_problem = 'previous.tier_rank < previous.problem_rank and not review.is_problem' -%}
{% set is_exit -%}
previous.tier_rank = previous.problem_rank and not review.is_problem and previous.clean_review_count + 1 >= review.clean_reviews
{%- endset -%}
{% set is_gated = is_out_of_problem ~ ' and review.gate_cap_tier_rank > previous.tier_rank' -%}
{% set is_ruled = is_out_of_problem ~ ' and review.rule_tier_rank < previous.tier_rank' -%}
{#- the next tier above has a cut only up to the lowest cut rank; below it, entry is by a test -#}
{% set confirms_up -%}
review.candidate_tier_rank < previous.tier_rank
and (
    review.candidate_source <> 'score'
    or previous.tier_rank - 1 > review.lowest_cut_rank
    or previous.tier_rank - 1 >= review.rise_rank
)
{%- endset -%}
{% set confirms_down -%}
review.candidate_tier_rank > previous.tier_rank
and (
    previous.tier_rank > review.lowest_cut_rank
    or not previous.is_carried_by_score
    or review.is_down_without_score
    or review.floor_rank > previous.tier_rank
    or review.hold_rank > previous.tier_rank
)
{%- endset -%}
{#- a step that is due: the direction, or NULL -#}
{% set direction -%}
case
    when not ({{ is_out_of_problem }}) then null
    when coalesce({{ is_gated }}, false) or coalesce({{ is_ruled }}, false) then null
    when {{ confirms_up }} then 'up'
    when {{ confirms_down }} then 'down'
end
{%- endset -%}
{% set count_so_far -%}
case when previous.pending_direction = ({{ direction }}) then previous.pending_review_count + 1 else 1 end
{%- endset -%}
{% set steps -%}
({{ direction }}) is not null and review.is_decision_month and {{ count_so_far }} >= review.confirm_reviews
{%- endset -%}
{% set next_rank -%}
case
    when review.is_problem then review.problem_rank
    when {{ is_exit }}
        then case
            when previous.held_tier_rank is null then review.candidate_tier_rank
            when review.candidate_tier_rank > previous.held_tier_rank + 1 then review.candidate_tier_rank
            when previous.held_tier_rank + 1 > review.rest_rank then review.rest_rank
            else previous.held_tier_rank + 1
        end
    when previous.tier_rank = previous.problem_rank then review.problem_rank
    when review.gate_cap_tier_rank > previous.tier_rank then review.gate_cap_tier_rank
    when review.rule_tier_rank < previous.tier_rank then review.rule_tier_rank
    when {{ steps }} then previous.tier_rank + case when ({{ direction }}) = 'up' then -1 else 1 end
    else previous.tier_rank
end
{%- endset -%}
{% set transition -%}
case
    when review.is_problem then case when previous.tier_rank = previous.problem_rank then 'stays_problem' else 'problem' end
    when {{ is_exit }} then 'problem_exit'
    when previous.tier_rank = previous.problem_rank then 'stays_problem'
    when review.gate_cap_tier_rank > previous.tier_rank then 'gate'
    when review.rule_tier_rank < previous.tier_rank then 'rule'
    when {{ steps }} then 'step_' || ({{ direction }})
    else 'none'
end
{%- endset -%}
with recursive walk_inputs as (
    select * from {{ ref('int_tier_walk_inputs') }}
),

walked as (
    select
        customer_id,
        scheme_code,
        review_date,
        place,
        candidate_tier_rank as tier_rank,
        problem_rank,
        cast(null as integer) as held_tier_rank,
        cast(0 as integer) as clean_review_count,
        cast(null as varchar) as pending_direction,
        cast(0 as integer) as pending_review_count,
        supported_by_score_rank <= candidate_tier_rank as is_carried_by_score,
        cast('entered' as varchar) as transition_code
    from walk_inputs
    where place = 1

    union all

    select
        review.customer_id,
        review.scheme_code,
        review.review_date,
        review.place,
        cast({{ next_rank }} as integer) as tier_rank,
        review.problem_rank,
        cast(case
            when previous.tier_rank < previous.problem_rank and review.is_problem then previous.tier_rank
            when previous.tier_rank = previous.problem_rank then previous.held_tier_rank
        end as integer) as held_tier_rank,
        cast(case
            when previous.tier_rank = previous.problem_rank and not review.is_problem then previous.clean_review_count + 1
            else 0
        end as integer) as clean_review_count,
        cast(case when {{ steps }} then null else {{ direction }} end as varchar) as pending_direction,
        cast(case
            when ({{ direction }}) is null or {{ steps }} then 0
            else {{ count_so_far }}
        end as integer) as pending_review_count,
        case
            when review.candidate_tier_rank <= ({{ next_rank }}) then review.supported_by_score_rank <= ({{ next_rank }})
            when ({{ next_rank }}) = previous.problem_rank or previous.tier_rank = previous.problem_rank then true
            else previous.is_carried_by_score
        end as is_carried_by_score,
        cast({{ transition }} as varchar) as transition_code
    from walked as previous
    inner join walk_inputs as review
        on review.customer_id = previous.customer_id
        and review.scheme_code = previous.scheme_code
        and review.place = previous.place + 1
)

select
    walked.customer_id,
    walked.scheme_code,
    walked.review_date,
    walked.place,
    walked.tier_rank as tier_without_override_rank,
    coalesce(overrides.override_tier_rank, walked.tier_rank) as effective_tier_rank,
    lag(coalesce(overrides.override_tier_rank, walked.tier_rank)) over (
        partition by walked.customer_id, walked.scheme_code order by walked.review_date
    ) as previous_effective_tier_rank,
    overrides.override_tier_rank is not null as is_overridden,
    walked.held_tier_rank,
    walked.clean_review_count,
    walked.pending_direction,
    walked.pending_review_count,
    walked.is_carried_by_score,
    walked.transition_code,
    overrides.override_tier_code,
    overrides.override_reason,
    overrides.override_approved_by,
    overrides.override_valid_from,
    overrides.override_valid_to
from walked
left join {{ ref('int_tier_overrides') }} as overrides
    on overrides.customer_id = walked.customer_id
    and overrides.scheme_code = walked.scheme_code
    and overrides.review_date = walked.review_date
