-- one row per tier held at the start of the latest fiscal year: the change of its sales by cause
with latest_year as (
    select max(fiscal_year) as fiscal_year
    from marts.sales_bridge
)

select
    bridge.fiscal_year,
    bridge.tier_code,
    bridge.new_amount,
    bridge.lost_amount,
    bridge.reactivated_amount,
    bridge.up_amount,
    bridge.down_amount,
    bridge.sales_change_amount
from marts.sales_bridge as bridge
inner join latest_year on bridge.fiscal_year = latest_year.fiscal_year
order by bridge.tier_rank nulls last, bridge.tier_code
