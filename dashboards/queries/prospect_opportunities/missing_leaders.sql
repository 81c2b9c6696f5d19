-- one row per industry and rank of a top company that is no customer
select
    leaders.industry,
    leaders.ranking_year,
    leaders.industry_rank,
    leaders.company_name,
    leaders.revenue_amount,
    leaders.customer_id
from marts.industry_missing_leaders as leaders
order by leaders.industry_rank, leaders.revenue_amount desc nulls last, leaders.industry
