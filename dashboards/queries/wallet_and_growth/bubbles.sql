-- at most 140 customer categories of the latest complete year: our growth against the wallet's, the largest wallets first
with latest_year as (
    select max(fiscal_year) as fiscal_year
    from marts.product_share_growth
    where is_complete_year and our_growth_rate is not null
),

share as (
    select
        growth.*,
        before.our_share_rate as our_share_before_rate
    from marts.product_share_growth as growth
    inner join latest_year on growth.fiscal_year = latest_year.fiscal_year
    left join marts.product_share_growth as before
        on
            growth.customer_id = before.customer_id
            and growth.product_category = before.product_category
            and growth.fiscal_year = before.fiscal_year + 1
    where growth.our_growth_rate is not null
)

select
    share.customer_id,
    share.customer_name,
    share.product_category,
    share.fiscal_year,
    share.our_sales_amount,
    share.wallet_amount,
    share.wallet_source,
    share.is_wallet_estimated,
    share.our_growth_rate,
    coalesce(share.wallet_growth_rate, share.customer_revenue_growth_rate) as market_growth_rate,
    share.wallet_growth_rate is null as is_wallet_growth_unknown,
    share.our_share_rate,
    share.our_share_rate - share.our_share_before_rate as share_change_rate,
    share.position_code,
    share.is_hidden_share_loss,
    count(*) over () as pair_count,
    count_if(share.our_growth_rate > 0 and share.our_share_rate < share.our_share_before_rate) over () as growing_but_losing_count,
    count_if(share.wallet_growth_rate is null) over () as unknown_wallet_count
from share
order by share.wallet_amount desc nulls last, share.our_sales_amount desc, share.customer_id, share.product_category
limit 140
