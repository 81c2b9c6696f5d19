-- one row per quarter-end of the last four years: sales, gross profit and contribution of the twelve months before it
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
)

select
    metrics.review_date,
    sum(metrics.net_sales_12m_amount) as net_sales_12m_amount,
    sum(metrics.gross_profit_12m_amount) as gross_profit_12m_amount,
    sum(metrics.contribution_12m_amount) as contribution_12m_amount,
    count(*) as customer_count
from marts.customer_value_metrics as metrics
cross join current_review
where
    datediff('month', metrics.review_date, current_review.review_date) % 3 = 0
    and datediff('month', metrics.review_date, current_review.review_date) <= 45
group by 1
order by 1
