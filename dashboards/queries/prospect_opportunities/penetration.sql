-- one row per industry in its latest ranking year: who of the top companies we serve
with latest as (
    select industry, max(ranking_year) as ranking_year
    from marts.industry_penetration
    group by 1
)

select
    penetration.industry,
    penetration.ranking_year,
    penetration.ranked_company_count,
    penetration.customers_in_top_n_count,
    penetration.customers_in_top_n_count / nullif(penetration.ranked_company_count, 0) as served_rate,
    penetration.customer_revenue_share_rate,
    penetration.our_sales_amount,
    penetration.concentration_cr4_rate,
    penetration.concentration_hhi,
    penetration.concentration_hhi_change,
    sum(penetration.customers_in_top_n_count) over () as all_served_count,
    sum(penetration.ranked_company_count) over () as all_ranked_count
from marts.industry_penetration as penetration
inner join latest on penetration.industry = latest.industry and penetration.ranking_year = latest.ranking_year
order by served_rate, penetration.industry
