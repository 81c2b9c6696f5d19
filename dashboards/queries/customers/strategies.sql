-- one row per tier (and opportunity class) and strategy dimension: what the company promises
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
)

select
    strategies.tier_code,
    strategies.strategy_dimension,
    strategies.promised_quantity,
    strategies.unit,
    strategies.responsible_role,
    strategies.promise_en,
    strategies.promise_zh
from marts.tier_strategies as strategies
inner join governing_scheme on strategies.scheme_code = governing_scheme.scheme_code
order by strategies.tier_code, strategies.strategy_dimension
