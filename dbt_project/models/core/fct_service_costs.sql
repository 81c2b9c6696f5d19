-- grain: one row per cost to serve dated on or before the as-of date

with service_costs as (
    select * from {{ ref('stg_service_costs') }}
    where cost_date <= {{ as_of_date() }}
),

customer_groups as (
    select * from {{ ref('int_customer_groups') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
)

select
    cast(service_costs.service_cost_id as varchar) as service_cost_id,
    cast(coalesce(customer_groups.group_head_id, 'unknown') as varchar) as customer_id,
    cast(service_costs.customer_id as varchar) as member_customer_id,
    cast(service_costs.cost_date as date) as cost_date,
    {{ month_index('service_costs.cost_date') }} as month_index,
    cast(service_costs.cost_type as varchar) as cost_type,
    cast(service_costs.currency as varchar) as currency,
    cast(service_costs.amount as {{ document_amount_type() }}) as document_amount,
    {{ at_rate('service_costs.amount', 'exchange_rates.exchange_rate') }} as amount
from service_costs
left join customer_groups on customer_groups.customer_id = service_costs.customer_id
left join exchange_rates
    on exchange_rates.currency = service_costs.currency
    and exchange_rates.rate_date = service_costs.cost_date
