-- one row per tier: what it brings, what serving it costs, what remains
select
    economics.tier_code,
    economics.customer_count,
    economics.gross_profit_12m_amount,
    economics.cost_to_serve_12m_amount,
    economics.promise_cost_12m_amount,
    economics.contribution_12m_amount,
    economics.remaining_12m_amount,
    economics.service_return_rate,
    economics.is_service_earned_back,
    count_if(not economics.is_service_earned_back) over () as not_earned_back_count,
    sum(economics.remaining_12m_amount) over () as all_remaining_amount
from marts.tier_economics as economics
order by economics.tier_rank, economics.tier_code
