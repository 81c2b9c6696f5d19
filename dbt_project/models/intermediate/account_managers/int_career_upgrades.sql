-- grain: one row per customer and review of the governing scheme at which its tier moved for a cause of its own
{{ config(materialized='ephemeral') }}

-- For a career only moves count that the customer's own figures made, not the others', a policy or an override. An upgrade
-- counts once it has lasted the policy's number of decision months.
{% set last_three = 'partition by tiers.customer_id order by tiers.review_date rows between 2 preceding and current row' -%}
with tiers as (
    select
        tiers.customer_id,
        tiers.review_date,
        {{ month_index('tiers.review_date') }} as month_index,
        tiers.effective_tier_rank,
        tiers.tier_change,
        tiers.is_overridden,
        tiers.transition_code,
        sum(case when trials.is_decision_month then 1 else 0 end) over (
            partition by tiers.customer_id order by tiers.review_date rows between unbounded preceding and current row
        ) as decision_number,
        -- the reviews that confirmed a move are those whose changes moved it
        {%- for part in ['own', 'others', 'policy'] %}
        sum(cast(tiers.{{ part }}_score_change as numeric(12, 6))) over ({{ last_three }}) as {{ part }}_change{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('customer_tiers') }} as tiers
    inner join {{ ref('int_tier_trials') }} as trials
        on trials.scheme_code = tiers.scheme_code
        and trials.review_date = tiers.review_date
        and trials.trial_code = 'in_force'
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
),

moves as (
    select *
    from tiers
    where tier_change in ('up', 'down')
        and not is_overridden
        and transition_code in ('step_up', 'step_down', 'rule')
        and case
            when transition_code = 'rule' then true
            when tier_change = 'up' then coalesce(own_change > 0 and own_change >= others_change and own_change >= policy_change, false)
            else coalesce(own_change < 0 and own_change <= others_change and own_change <= policy_change, false)
        end
),

-- how many decision months followed, and whether the tier was lost by the one that confirms it
afterwards as (
    select
        moves.customer_id,
        moves.review_date,
        max(later.decision_number) - moves.decision_number as later_decision_count,
        count_if(
            later.effective_tier_rank > moves.effective_tier_rank
            and later.decision_number - moves.decision_number <= {{ policy_parameter('career_parameters', 'upgrade_holds_decisions') }}
        ) as lost_review_count
    from moves
    inner join tiers as later
        on later.customer_id = moves.customer_id
        and later.review_date > moves.review_date
    group by moves.customer_id, moves.review_date, moves.decision_number
)

select
    moves.customer_id,
    moves.review_date,
    moves.month_index,
    moves.tier_change,
    case when moves.tier_change = 'up' then 1 else -1 end as net_count
from moves
left join afterwards
    on afterwards.customer_id = moves.customer_id
    and afterwards.review_date = moves.review_date
where moves.tier_change = 'down'
    or (
        afterwards.later_decision_count >= {{ policy_parameter('career_parameters', 'upgrade_holds_decisions') }}
        and afterwards.lost_review_count = 0
    )
