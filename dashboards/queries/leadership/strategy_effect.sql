-- one row per top tier and strategy dimension: later growth and retention of those served as promised and of the others
select
    effect.tier_code,
    effect.strategy_dimension,
    effect.served_customer_count,
    effect.underserved_customer_count,
    effect.served_growth_symmetric_rate,
    effect.underserved_growth_symmetric_rate,
    effect.served_growth_symmetric_rate - effect.underserved_growth_symmetric_rate as growth_difference_rate,
    effect.served_retention_rate,
    effect.underserved_retention_rate,
    count(*) over () as pair_count,
    count_if(effect.served_growth_symmetric_rate > effect.underserved_growth_symmetric_rate) over () as better_count,
    count_if(effect.served_growth_symmetric_rate is not null and effect.underserved_growth_symmetric_rate is not null)
        over () as known_count
from marts.strategy_effect as effect
order by
    case when effect.served_growth_symmetric_rate is null or effect.underserved_growth_symmetric_rate is null then 1 else 0 end,
    effect.served_customer_count + effect.underserved_customer_count desc,
    effect.tier_rank,
    effect.strategy_dimension
