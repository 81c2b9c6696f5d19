-- customer categories whose sales grow while their share falls, the largest share effect first
with latest_year as (
    select max(fiscal_year) as fiscal_year
    from marts.product_share_growth
    where is_complete_year
)

select
    growth.customer_id,
    growth.customer_name,
    growth.product_category,
    growth.our_sales_amount,
    growth.our_growth_rate,
    growth.wallet_growth_rate,
    growth.our_share_rate,
    growth.share_effect_amount,
    growth.largest_competitor_name,
    growth.largest_competitor_share_rate,
    growth.wallet_source,
    growth.is_wallet_estimated,
    growth.is_certain,
    count(*) over () as hidden_count,
    sum(growth.share_effect_amount) over () as all_share_effect_amount
from marts.product_share_growth as growth
inner join latest_year on growth.fiscal_year = latest_year.fiscal_year
where growth.is_hidden_share_loss
order by growth.share_effect_amount, growth.customer_id, growth.product_category
limit 25
