-- Where do we lose share while our sales grow? Measured wallets only.
select
    customer_id,
    customer_name,
    product_category,
    fiscal_year,
    our_growth_rate,
    wallet_growth_rate,
    share_effect_amount
from marts.product_share_growth
where is_hidden_share_loss
order by share_effect_amount, customer_id, product_category
