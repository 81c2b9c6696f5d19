-- one row per customer and product category in the latest complete fiscal year
with latest_year as (
    select max(fiscal_year) as fiscal_year
    from marts.product_share_growth
    where is_complete_year
)

select
    share.customer_id,
    share.product_category,
    share.fiscal_year,
    share.our_sales_amount,
    share.wallet_amount,
    share.wallet_source,
    share.our_share_rate,
    share.our_growth_rate,
    share.wallet_growth_rate,
    share.position_code,
    share.is_hidden_share_loss
from marts.product_share_growth as share
inner join latest_year on share.fiscal_year = latest_year.fiscal_year
