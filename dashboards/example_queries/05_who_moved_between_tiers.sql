-- Who moved between tiers at the latest review, and why?
select
    customer_id,
    customer_name,
    previous_effective_tier_code,
    effective_tier_code,
    explanation
from marts.customer_tiers_current
where scheme_code = 'six_tier' and tier_change in ('up', 'down')
order by effective_tier_rank, customer_id
