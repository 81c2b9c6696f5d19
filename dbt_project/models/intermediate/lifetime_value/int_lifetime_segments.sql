-- grain: one row per fit date and industry that is large enough then for a model of its own
{{ config(materialized='ephemeral') }}

with customers as (
    select customer_id, industry from {{ ref('dim_customers') }}
    where customer_id <> 'unknown' and industry is not null
),

fits as (
    select * from {{ ref('int_lifetime_cuts') }}
    where cut_number = 0
),

states as (
    select * from {{ ref('int_purchase_states') }}
)

select
    fits.fit_date,
    customers.industry,
    count(*) as customer_count
from fits
inner join states on states.month_index = fits.month_index
inner join customers on customers.customer_id = states.customer_id
group by fits.fit_date, customers.industry, fits.minimum_segment_customers
having count(*) >= fits.minimum_segment_customers
