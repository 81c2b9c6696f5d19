-- grain: one row per fit date, segment, number of purchases with known spend and step of 2 % in their mean

-- Steps of 2 % with their means kept move the fitted parameters by under 0.01 %.
with states as (
    select
        fit_date,
        segment_code,
        valued_purchase_count,
        valued_log_sum,
        cast(cast(valued_net_amount as double) / valued_purchase_count as numeric(28, 8)) as mean_spend_amount
    from {{ ref('int_segment_states') }}
    where cut_number = 0 and valued_purchase_count > 0
),

stepped as (
    select states.*, cast(floor(ln(cast(mean_spend_amount as double)) * 50) as integer) as spend_step
    from states
    where mean_spend_amount > 0
)

select
    fit_date,
    segment_code,
    valued_purchase_count,
    spend_step,
    count(*) as customer_count,
    cast(sum(mean_spend_amount) as double) / count(*) as mean_spend_amount,
    sum(valued_log_sum) as valued_log_sum
from stepped
group by fit_date, segment_code, valued_purchase_count, spend_step
