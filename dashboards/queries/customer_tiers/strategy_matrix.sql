-- one row per tier (and opportunity class) and strategy dimension: the promise in words
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
order by
    case strategies.tier_code
        when 'diamond' then 1 when 'gold' then 2 when 'strategic' then 3 when 'potential' then 4
        when 'general' then 5 when 'problem' then 6 when 'key_opportunity' then 7 else 8
    end,
    strategies.tier_code,
    strategies.strategy_dimension
