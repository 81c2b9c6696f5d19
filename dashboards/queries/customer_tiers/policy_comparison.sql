-- one row per candidate policy: how many customers, with how much contribution, it would place elsewhere
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
)

select
    comparison.policy_code,
    count(*) as customer_count,
    count_if(comparison.candidate_policy_tier_code <> comparison.current_tier_code) as moved_customer_count,
    count_if(comparison.candidate_policy_tier_code <> comparison.current_tier_code) / count(*) as moved_customer_rate,
    sum(
        case
            when comparison.candidate_policy_tier_code <> comparison.current_tier_code
                then comparison.contribution_12m_amount
        end
    ) as moved_contribution_12m_amount
from marts.tier_policy_comparison as comparison
inner join governing_scheme on comparison.scheme_code = governing_scheme.scheme_code
group by 1
order by moved_customer_count desc, comparison.policy_code
