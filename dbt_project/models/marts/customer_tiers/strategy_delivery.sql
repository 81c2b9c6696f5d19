-- grain: one row per customer, strategy dimension and complete calendar quarter with a promise or a delivery

-- Without a promise nothing can be met, and anything delivered is over-served. A promise without a delivery is missed,
-- except a promised response without a case. Responses are judged by their mean hours, the less the better. Where
-- deliveries are not landed at all nothing is known.
with promises as (
    select * from {{ ref('int_customer_promises') }}
),

deliveries as (
    select * from {{ ref('int_quarter_deliveries') }}
),

knowledge as (
    select
        count_if(table_name = 'service_deliveries' and is_delivered) > 0 as is_delivery_known,
        {{ policy_parameter('strategy_parameters', 'overserved_above_rate') }} as overserved_above_rate
    from {{ ref('stg_landing_tables') }}
),

compared as (
    select
        promises.*,
        knowledge.is_delivery_known,
        knowledge.overserved_above_rate,
        coalesce(deliveries.delivery_count, 0) as delivery_count,
        coalesce(deliveries.confirmed_count, 0) as confirmed_count,
        promises.delivery_kind = 'response_hours' as is_response,
        case
            when not knowledge.is_delivery_known then null
            when promises.delivery_kind = 'response_hours' then {{ ratio('deliveries.delivered_quantity', 'deliveries.delivery_count') }}
            else cast(coalesce(deliveries.delivered_quantity, 0) as double)
        end as delivered_quantity_judged
    from promises
    cross join knowledge
    left join deliveries
        on deliveries.customer_id = promises.customer_id
        and deliveries.strategy_dimension = promises.strategy_dimension
        and deliveries.quarter_start_date = promises.quarter_start_date
    where promises.promised_quantity > 0
        or deliveries.delivery_count > 0
),

rated as (
    select
        compared.*,
        case
            when is_response then {{ ratio('promised_quantity', 'delivered_quantity_judged') }}
            else {{ ratio('delivered_quantity_judged', 'promised_quantity') }}
        end as delivery_rate
    from compared
)

select
    cast(rated.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(rated.strategy_dimension as varchar) as strategy_dimension,
    cast(rated.quarter_start_date as date) as quarter_start_date,
    cast(rated.scheme_code as varchar) as scheme_code,
    cast(rated.tier_code as varchar) as tier_code,
    cast(rated.unit as varchar) as unit,
    cast(rated.promised_quantity as double) as promised_quantity,
    cast(rated.is_own_promise as boolean) as is_own_promise,
    cast(rated.delivered_quantity_judged as double) as delivered_quantity,
    cast(rated.delivery_count as integer) as delivery_count,
    cast(rated.confirmed_count as integer) as confirmed_delivery_count,
    cast(case when rated.promised_quantity is not null then rated.delivery_rate end as double) as delivery_rate,
    cast(case
        when rated.promised_quantity is null or rated.delivered_quantity_judged is null then null
        when rated.is_response then rated.delivered_quantity_judged <= cast(rated.promised_quantity as double)
        else rated.delivered_quantity_judged >= cast(rated.promised_quantity as double)
    end as boolean) as is_met,
    cast(case
        when not rated.is_delivery_known then null
        when rated.promised_quantity is null then rated.delivery_count > 0
        when rated.is_response and rated.delivered_quantity_judged is null then null
        when rated.is_response and rated.delivered_quantity_judged = 0 then true
        else rated.delivery_rate > cast(rated.overserved_above_rate as double)
    end as boolean) as is_overserved
from rated
left join {{ ref('dim_customers') }} as customers on customers.customer_id = rated.customer_id
