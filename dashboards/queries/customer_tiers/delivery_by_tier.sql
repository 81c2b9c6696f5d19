-- one row per tier and strategy dimension in the latest quarter: promises met of promises made
with latest_quarter as (
    select max(quarter_start_date) as quarter_start_date
    from marts.strategy_delivery
)

select
    delivery.quarter_start_date,
    delivery.tier_code,
    delivery.strategy_dimension,
    count_if(delivery.is_met is not null) as promise_count,
    count_if(delivery.is_met) as met_count,
    count_if(delivery.is_met) / nullif(count_if(delivery.is_met is not null), 0) as met_rate,
    count_if(delivery.is_overserved) as overserved_count
from marts.strategy_delivery as delivery
inner join latest_quarter on delivery.quarter_start_date = latest_quarter.quarter_start_date
group by 1, 2, 3
order by
    min(
        case delivery.tier_code
            when 'diamond' then 1 when 'gold' then 2 when 'strategic' then 3 when 'potential' then 4
            when 'general' then 5 else 6
        end
    ),
    delivery.tier_code,
    delivery.strategy_dimension
