-- one row per way of cutting the decided deals: how often the first factor before closing was the stated reason
select
    accuracy.dimension,
    accuracy.dimension_value,
    accuracy.decided_deal_count,
    accuracy.argued_deal_count,
    accuracy.hit_count,
    accuracy.hit_rate,
    accuracy.market_guess_hit_rate
from marts.purchase_factor_accuracy as accuracy
where accuracy.dimension <> 'customer'
order by
    case accuracy.dimension when 'all' then 0 else 1 end,
    accuracy.dimension,
    accuracy.argued_deal_count desc,
    accuracy.dimension_value
limit 30
