-- Which tiers bring the contribution, and how many customers are in each?
select
    tiers.tier_name_en,
    count(*) as customer_count,
    sum(customers.contribution_12m_amount) as contribution_12m_amount
from marts.customer_tiers_current as customers
inner join core.dim_tiers as tiers
    on customers.scheme_code = tiers.scheme_code and customers.effective_tier_code = tiers.tier_code
where customers.scheme_code = 'six_tier'
group by tiers.tier_name_en, tiers.tier_rank
order by tiers.tier_rank
