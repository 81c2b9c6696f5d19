-- at most 40 customer categories with the largest opportunity, measured wallets first; the two kinds are never added up
select
    opportunities.customer_id,
    opportunities.customer_name,
    opportunities.product_category,
    opportunities.wallet_basis,
    opportunities.wallet_source,
    opportunities.our_sales_amount,
    opportunities.wallet_amount,
    opportunities.headroom_amount,
    opportunities.attainable_rate,
    opportunities.opportunity_amount,
    opportunities.tier_code,
    opportunities.account_manager_name,
    opportunities.owner_career_level_code,
    sum(case when opportunities.wallet_basis = 'measured' then opportunities.opportunity_amount end) over () as measured_amount,
    count_if(opportunities.wallet_basis = 'measured') over () as measured_count,
    sum(case when opportunities.wallet_basis <> 'measured' then opportunities.opportunity_amount end) over () as estimated_amount
from marts.growth_opportunities as opportunities
order by
    case when opportunities.wallet_basis = 'measured' then 0 else 1 end,
    opportunities.opportunity_amount desc nulls last,
    opportunities.customer_id,
    opportunities.product_category
limit 40
