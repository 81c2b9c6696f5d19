-- one row per customer whose tier changed at the current review, the largest contribution first
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
)

select
    current_tiers.customer_id,
    current_tiers.customer_name,
    current_tiers.tier_change,
    current_tiers.previous_effective_tier_code,
    current_tiers.effective_tier_code,
    current_tiers.contribution_12m_amount,
    current_tiers.explanation,
    current_tiers.explanation_zh,
    count(*) over () as changed_count,
    count_if(current_tiers.tier_change = 'up') over () as up_count,
    count_if(current_tiers.tier_change = 'down') over () as down_count,
    count_if(current_tiers.tier_change = 'entered') over () as entered_count
from marts.customer_tiers_current as current_tiers
inner join governing_scheme on current_tiers.scheme_code = governing_scheme.scheme_code
where current_tiers.tier_change <> 'same'
order by abs(current_tiers.contribution_12m_amount) desc nulls last, current_tiers.customer_id
limit 25
