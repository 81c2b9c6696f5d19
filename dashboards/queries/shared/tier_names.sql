-- one row per tier of the governing scheme: its names by policy
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
)

select
    tiers.tier_code as code,
    tiers.tier_name_en as en,
    tiers.tier_name_zh as zh
from core.dim_tiers as tiers
inner join governing_scheme on tiers.scheme_code = governing_scheme.scheme_code
order by tiers.tier_rank
