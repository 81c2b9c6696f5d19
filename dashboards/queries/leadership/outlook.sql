-- at most 40 customers of the top tiers that may fall, the largest contribution at risk first
select
    outlook.customer_id,
    outlook.customer_name,
    outlook.effective_tier_code,
    outlook.reason_codes,
    outlook.sign_count,
    outlook.points_above_cut,
    outlook.probability_active,
    outlook.overdue_over_90_amount,
    outlook.contribution_at_risk_amount,
    outlook.account_manager_name,
    count(*) over () as listed_count,
    sum(outlook.contribution_at_risk_amount) over () as all_at_risk_amount
from marts.tier_outlook as outlook
order by outlook.contribution_at_risk_amount desc nulls last, outlook.customer_id
limit 40
