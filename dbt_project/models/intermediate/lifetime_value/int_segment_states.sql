-- grain: one row per fit date, segment, cut and customer: segment `all` holds everybody, large industries stand beside it

with cuts as (
    select * from {{ ref('int_lifetime_cuts') }}
),

states as (
    select * from {{ ref('int_purchase_states') }}
    where customer_id <> 'unknown'
),

customers as (
    select customer_id, industry from {{ ref('dim_customers') }}
),

cut_states as (
    select cuts.fit_date, cuts.cut_number, cuts.cut_date, states.*, customers.industry
    from cuts
    inner join states on states.month_index = cuts.month_index
    left join customers on customers.customer_id = states.customer_id
)

select cut_states.*, 'all' as segment_code
from cut_states
union all
select cut_states.*, segments.industry as segment_code
from cut_states
inner join {{ ref('int_lifetime_segments') }} as segments
    on segments.fit_date = cut_states.fit_date
    and segments.industry = cut_states.industry
