-- one row: the same list on past reviews, all top tiers and any sign
select
    backtest.listed_count,
    backtest.fallen_count,
    backtest.listed_that_fell_rate,
    backtest.fallen_that_were_listed_rate,
    backtest.base_fall_rate
from marts.tier_outlook_backtest as backtest
where backtest.sign_code = 'any_sign' and backtest.tier_code = 'all'
