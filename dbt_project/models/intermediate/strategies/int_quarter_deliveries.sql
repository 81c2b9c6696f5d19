-- grain: one row per customer, strategy dimension and calendar quarter with a delivery
{{ config(materialized='ephemeral') }}

select
    members.customer_id,
    deliveries.strategy_dimension,
    cast(date_trunc('quarter', deliveries.delivered_on) as date) as quarter_start_date,
    count(*) as delivery_count,
    count_if(deliveries.confirmed_by is not null) as confirmed_count,
    sum(cast(deliveries.quantity as numeric(20, 4))) as delivered_quantity,
    sum(case when deliveries.confirmed_by is not null then cast(deliveries.quantity as numeric(20, 4)) end) as confirmed_quantity
from {{ ref('stg_service_deliveries') }} as deliveries
inner join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = deliveries.customer_id
where deliveries.delivered_on <= {{ as_of_date() }}
group by members.customer_id, deliveries.strategy_dimension, cast(date_trunc('quarter', deliveries.delivered_on) as date)
