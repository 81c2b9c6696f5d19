-- grain: one row per customer, scheme and other policy at the current review

-- Indicated tiers (stage 7) on both sides: what the walk holds back is not the policy's doing. Other policies are the
-- candidates of the policy seeds, and the policy in force with one weight raised or lowered by a fifth.
with candidates as (
    select * from {{ ref('int_candidate_tiers') }}
),

in_force as (
    select candidates.*
    from candidates
    inner join {{ ref('dim_months') }} as months
        on months.month_end_date = candidates.review_date
        and months.is_current_review
    where candidates.trial_code = 'in_force'
),

other_policies as (
    select candidates.*
    from candidates
    where trial_code not in ('in_force', 'previous_policy')
),

tiers as (
    select * from {{ ref('int_tier_trial_tiers') }}
),

metrics as (
    select * from {{ ref('customer_value_metrics') }}
)

select
    cast(in_force.customer_id as varchar) as customer_id,
    cast(metrics.customer_name as varchar) as customer_name,
    cast(in_force.scheme_code as varchar) as scheme_code,
    cast(case when other_policies.trial_code like 'candidate%' then other_policies.policy_code else other_policies.trial_code end as varchar)
        as policy_code,
    cast(case when other_policies.trial_code like 'candidate%' then 'candidate' else 'weight_sensitivity' end as varchar) as policy_kind,
    cast(in_force.review_date as date) as review_date,
    cast(current_tier.tier_code as varchar) as current_tier_code,
    cast(other_tier.tier_code as varchar) as candidate_policy_tier_code,
    cast(case
        when other_tier.tier_rank < current_tier.tier_rank then 'up'
        when other_tier.tier_rank > current_tier.tier_rank then 'down'
        else 'same'
    end as varchar) as tier_change,
    cast(in_force.score as double) as current_score,
    cast(other_policies.score as double) as candidate_policy_score,
    cast(metrics.contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from in_force
inner join other_policies
    on other_policies.customer_id = in_force.customer_id
    and other_policies.scheme_code = in_force.scheme_code
    and other_policies.review_date = in_force.review_date
inner join tiers as current_tier
    on current_tier.scheme_code = in_force.scheme_code
    and current_tier.review_date = in_force.review_date
    and current_tier.trial_code = in_force.trial_code
    and current_tier.tier_rank = in_force.candidate_tier_rank
inner join tiers as other_tier
    on other_tier.scheme_code = other_policies.scheme_code
    and other_tier.review_date = other_policies.review_date
    and other_tier.trial_code = other_policies.trial_code
    and other_tier.tier_rank = other_policies.candidate_tier_rank
inner join metrics
    on metrics.customer_id = in_force.customer_id
    and metrics.review_date = in_force.review_date
