-- grain: one row per customer and review from its first purchase on: what is known of its buying then

with customer_months as (
    select customer_id, month_index, month_end_date, is_customer_review from {{ ref('fct_customer_months') }}
),

purchase_days as (
    select * from {{ ref('int_purchase_days') }}
),

current_review as (
    select month_index from {{ ref('int_current_review') }}
),

monthly_purchases as (
    select customer_id, month_index, count(*) as purchase_count
    from purchase_days
    group by customer_id, month_index
),

counted as (
    select
        customer_months.*,
        sum(coalesce(monthly_purchases.purchase_count, 0)) over (
            partition by customer_months.customer_id order by customer_months.month_index
            rows between unbounded preceding and current row
        ) as purchase_count,
        sum(coalesce(monthly_purchases.purchase_count, 0)) over (
            partition by customer_months.customer_id order by customer_months.month_index
            rows between 11 preceding and current row
        ) as purchase_count_12m,
        coalesce(sum(coalesce(monthly_purchases.purchase_count, 0)) over (
            partition by customer_months.customer_id order by customer_months.month_index
            rows between 1 following and 12 following
        ), 0) as following_purchase_count
    from customer_months
    left join monthly_purchases
        on monthly_purchases.customer_id = customer_months.customer_id
        and monthly_purchases.month_index = customer_months.month_index
)

select
    counted.customer_id,
    counted.month_end_date as review_date,
    counted.month_index,
    cast(counted.purchase_count - 1 as integer) as repeat_purchase_count,
    cast(counted.purchase_count_12m as integer) as purchase_count_12m,
    datediff('day', purchase_days.first_purchase_date, purchase_days.purchase_date) as recency_days,
    datediff('day', purchase_days.first_purchase_date, counted.month_end_date) as age_days,
    purchase_days.log_gap_sum,
    purchase_days.gap_share_square,
    purchase_days.valued_purchase_count,
    purchase_days.valued_net_amount,
    purchase_days.valued_log_sum,
    -- known where all of the twelve months have passed
    cast(case when counted.month_index + 12 <= current_review.month_index then counted.following_purchase_count end as integer)
        as next_12m_purchase_count
from counted
cross join current_review
inner join purchase_days
    on purchase_days.customer_id = counted.customer_id
    and purchase_days.purchase_number = counted.purchase_count
where counted.is_customer_review
