-- grain: one row per scheme, review and trial: a policy under which the customers of that review are placed

-- The trial `in_force` is history: each review under the policy that held. The others answer questions: what the policy
-- before would have said at the review that changed it, what a candidate says now, what a weight ±20 % does now.
-- Under a broken policy there is none.
with reviews as (
    select month_end_date as review_date, month_index, is_current_review
    from {{ ref('dim_months') }}
    where is_review
        and (select count(*) from {{ ref('int_tier_policy_findings') }}) = 0
),

policies as (
    select * from {{ ref('tier_policies') }}
),

in_force as (
    select
        policies.scheme_code,
        reviews.review_date,
        reviews.month_index,
        reviews.is_current_review,
        policies.policy_code,
        lag(policies.policy_code) over (partition by policies.scheme_code order by reviews.review_date) as previous_policy_code
    from reviews
    inner join policies
        on policies.policy_status = 'in_force'
        and {{ in_force('policies', 'reviews.review_date') }}
),

trials as (
    select *, 'in_force' as trial_code, policy_code as trial_policy_code, cast(null as varchar) as changed_metric_code, cast(1 as numeric(9, 4)) as weight_factor
    from in_force
    union all
    select *, 'previous_policy', previous_policy_code, null, 1
    from in_force
    where previous_policy_code <> policy_code
    union all
    select in_force.*, 'candidate_' || policies.policy_code, policies.policy_code, null, 1
    from in_force
    inner join policies on policies.scheme_code = in_force.scheme_code and policies.policy_status = 'candidate'
    where in_force.is_current_review
    union all
    select in_force.*, 'weight_' || metrics.metric_code || changes.suffix, in_force.policy_code, metrics.metric_code, changes.weight_factor
    from in_force
    inner join policies on policies.scheme_code = in_force.scheme_code and policies.policy_code = in_force.policy_code
    inner join {{ ref('tier_metrics') }} as metrics
        on metrics.scheme_code = policies.scheme_code
        and metrics.policy_code = policies.policy_code
        and metrics.value_basis = policies.value_basis
    cross join (values ('_up', cast(1.2 as numeric(9, 4))), ('_down', cast(0.8 as numeric(9, 4)))) as changes (suffix, weight_factor)
    where in_force.is_current_review
)

select
    trials.scheme_code,
    trials.review_date,
    trials.trial_code,
    trials.month_index,
    trials.is_current_review,
    trials.trial_code = 'in_force' as is_history,
    trials.changed_metric_code,
    trials.weight_factor,
    policies.policy_code,
    policies.value_basis,
    policies.minimum_weight_rate,
    policies.provisional_months,
    policies.rule_years,
    policies.rule_measure,
    policies.rule_amount,
    policies.rule_currency,
    policies.rule_share_rate,
    policies.rule_tier_code,
    policies.lift_influence_score,
    policies.headroom_share_rate,
    policies.movement_growth_rate,
    policies.movement_open_deals_rate,
    policies.buffer_points,
    policies.confirm_reviews,
    policies.clean_reviews,
    ';' || replace(policies.decision_months, ' ', '') || ';' like '%;' || cast(extract(month from trials.review_date) as varchar) || ';%'
        as is_decision_month
from trials
inner join policies
    on policies.scheme_code = trials.scheme_code
    and policies.policy_code = trials.trial_policy_code
