-- Do we keep our promises, by tier and quarter?
select
    quarter_start_date,
    tier_code,
    count_if(is_met) as met_count,
    count_if(is_met is not null) as promise_count,
    count_if(is_met) / nullif(count_if(is_met is not null), 0) as met_rate
from marts.strategy_delivery
group by quarter_start_date, tier_code
order by quarter_start_date, tier_code
