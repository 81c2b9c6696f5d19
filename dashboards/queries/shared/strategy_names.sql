-- one row per strategy dimension: its names by policy
select distinct
    strategies.strategy_dimension as code,
    strategies.dimension_name_en as en,
    strategies.dimension_name_zh as zh
from marts.tier_strategies as strategies
order by strategies.strategy_dimension
