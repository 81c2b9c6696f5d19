-- grain: one row per opportunity whose list and quoted price are known, and whose category has enough such deals

-- Peers are the deals of the same category. Few of them tell nothing about what is a high price or a deep discount.
with priced_deals as (
    select * from {{ ref('fct_opportunities') }}
    where price_level_rate is not null and product_category is not null
),

category_levels as (
    select
        product_category,
        count(*) as peer_count,
        median(price_level_rate) as median_price_level,
        percentile_cont(0.75) within group (order by discount_rate) as upper_quartile_discount
    from priced_deals
    group by product_category
)

select
    priced_deals.opportunity_id,
    priced_deals.price_level_rate,
    priced_deals.discount_rate,
    category_levels.median_price_level,
    category_levels.upper_quartile_discount,
    priced_deals.price_level_rate > category_levels.median_price_level as is_price_above_peers,
    priced_deals.discount_rate > category_levels.upper_quartile_discount as is_discount_above_peers
from priced_deals
inner join category_levels on category_levels.product_category = priced_deals.product_category
where category_levels.peer_count >= {{ policy_parameter('purchase_factor_parameters', 'price_peer_minimum') }}
