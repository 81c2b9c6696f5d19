-- grain: one row per customer and day on which it was invoiced, with the customer's history up to that day

-- Several invoices of a day are one purchase: companies order once and are invoiced in parts.
with invoices as (
    select * from {{ ref('fct_invoices') }}
    where document_role = 'invoice'
),

days as (
    select
        customer_id,
        invoice_date as purchase_date,
        month_index,
        case when count(*) = count(net_amount) then sum(net_amount) end as net_amount
    from invoices
    group by customer_id, invoice_date, month_index
),

ordered as (
    select
        days.*,
        row_number() over (partition by customer_id order by purchase_date) as purchase_number,
        min(purchase_date) over (partition by customer_id) as first_purchase_date,
        datediff('day', lag(purchase_date) over (partition by customer_id order by purchase_date), purchase_date) as gap_days
    from days
),

-- The share of the last of two gaps tells how regularly a customer buys (Wheat and Morrison 1990). Logs are rounded to
-- decimals before they are summed, since sums of doubles are not repeatable.
measured as (
    select
        ordered.*,
        cast(ln(cast(gap_days as double) / 7) as numeric(18, 10)) as log_gap_weeks,
        cast(ln(case when net_amount > 0 then cast(net_amount as double) end) as numeric(18, 10)) as log_net_amount,
        cast(
            power(
                cast(gap_days as double) / (gap_days + lag(gap_days) over (partition by customer_id order by purchase_date)) - 0.5,
                2
            ) as numeric(18, 10)
        ) as gap_share_square
    from ordered
)

{% set history = 'partition by customer_id order by purchase_number rows between unbounded preceding and current row' -%}
select
    customer_id,
    purchase_date,
    month_index,
    cast(purchase_number as integer) as purchase_number,
    first_purchase_date,
    gap_days,
    gap_share_square,
    net_amount,
    cast(coalesce(sum(log_gap_weeks) over ({{ history }}), 0) as numeric(28, 10)) as log_gap_sum,
    -- spend is known and above zero: only such purchases tell what a purchase is worth
    cast(sum(case when net_amount > 0 then 1 else 0 end) over ({{ history }}) as integer) as valued_purchase_count,
    cast(sum(case when net_amount > 0 then net_amount else 0 end) over ({{ history }}) as {{ amount_type() }}) as valued_net_amount,
    cast(coalesce(sum(log_net_amount) over ({{ history }}), 0) as numeric(28, 10)) as valued_log_sum
from measured
