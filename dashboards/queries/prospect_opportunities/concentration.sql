-- one row per industry and ranking year: concentration of its top companies, and how much of them we serve
select
    penetration.industry,
    penetration.ranking_year,
    penetration.concentration_hhi,
    penetration.concentration_hhi_change,
    penetration.concentration_cr4_rate,
    penetration.customer_revenue_share_rate
from marts.industry_penetration as penetration
order by penetration.industry, penetration.ranking_year
