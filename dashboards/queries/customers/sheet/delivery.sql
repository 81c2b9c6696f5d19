-- one row per customer, strategy dimension and quarter, the last four: promised against delivered
with latest_quarter as (
    select max(quarter_start_date) as quarter_start_date
    from marts.strategy_delivery
)

select
    delivery.customer_id,
    delivery.strategy_dimension,
    delivery.quarter_start_date,
    delivery.promised_quantity,
    delivery.delivered_quantity,
    delivery.delivery_rate,
    delivery.is_met,
    delivery.is_overserved
from marts.strategy_delivery as delivery
cross join latest_quarter
where datediff('month', delivery.quarter_start_date, latest_quarter.quarter_start_date) <= 9
