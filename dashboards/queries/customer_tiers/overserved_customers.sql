-- the 15 customers who got most beyond what their tier promises in the latest quarter
with latest_quarter as (
    select max(quarter_start_date) as quarter_start_date
    from marts.strategy_delivery
)

select
    delivery.customer_id,
    delivery.customer_name,
    delivery.tier_code,
    delivery.strategy_dimension,
    delivery.promised_quantity,
    delivery.delivered_quantity,
    count(*) over () as overserved_count
from marts.strategy_delivery as delivery
inner join latest_quarter on delivery.quarter_start_date = latest_quarter.quarter_start_date
where delivery.is_overserved
order by
    case when delivery.promised_quantity > 0 then 1 else 0 end,
    delivery.delivered_quantity - coalesce(delivery.promised_quantity, 0) desc,
    delivery.customer_id,
    delivery.strategy_dimension
limit 15
