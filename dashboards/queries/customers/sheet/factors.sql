-- one row per customer and purchase factor
select
    factors.customer_id,
    factors.factor_rank,
    factors.factor,
    factors.factor_share,
    factors.market_share_prior,
    factors.confidence_rate,
    factors.is_prior_only
from marts.customer_purchase_factors as factors
