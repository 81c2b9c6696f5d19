-- one row: the change of company sales of the latest fiscal year, by what customers did and by what their wallets say
with latest_year as (
    select max(fiscal_year) as fiscal_year
    from marts.sales_bridge
)

select
    max(bridge.fiscal_year) as fiscal_year,
    sum(bridge.sales_change_amount) as sales_change_amount,
    sum(bridge.new_amount) as new_amount,
    sum(bridge.lost_amount) as lost_amount,
    sum(bridge.reactivated_amount) as reactivated_amount,
    sum(bridge.up_amount) as up_amount,
    sum(bridge.down_amount) as down_amount,
    sum(bridge.market_effect_amount) as market_effect_amount,
    sum(bridge.share_effect_amount) as share_effect_amount,
    sum(bridge.mix_effect_amount) as mix_effect_amount,
    sum(bridge.unexplained_effect_amount) as unexplained_effect_amount,
    sum(bridge.estimated_customer_count) as estimated_customer_count
from marts.sales_bridge as bridge
inner join latest_year on bridge.fiscal_year = latest_year.fiscal_year
having count(*) > 0
