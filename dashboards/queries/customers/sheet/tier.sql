-- one row per customer: its tier in the governing scheme, with the explanation
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
)

select
    current_tiers.customer_id,
    current_tiers.effective_tier_code,
    current_tiers.previous_effective_tier_code,
    current_tiers.tier_change,
    current_tiers.score,
    current_tiers.next_tier_code,
    current_tiers.points_to_next_tier,
    current_tiers.reason_codes,
    current_tiers.explanation,
    current_tiers.explanation_zh
from marts.customer_tiers_current as current_tiers
inner join governing_scheme on current_tiers.scheme_code = governing_scheme.scheme_code
