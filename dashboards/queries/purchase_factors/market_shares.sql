-- one row per first factor: what it moves, beside the market's prior
select
    shares.factor,
    shares.customer_count,
    shares.amount,
    shares.amount_share,
    shares.market_share_prior
from marts.factor_market_shares as shares
order by case when shares.factor = 'unknown' then 1 else 0 end, shares.amount_share desc nulls last, shares.factor
