-- one row per customer and quarter-end, the last sixteen: the six metrics that the score reads
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
)

select
    metrics.customer_id,
    strftime(metrics.review_date, '%Y-%m') as review_month,
    cast(round(metrics.net_sales_12m_amount, 0) as bigint) as net_sales_12m_amount,
    round(metrics.gross_margin_rate, 4) as gross_margin_rate,
    round(metrics.collection_rate, 4) as collection_rate,
    round(metrics.days_delinquent_weighted, 1) as days_delinquent_weighted,
    round(metrics.influence_score, 1) as influence_score,
    round(metrics.sales_growth_symmetric_rate, 4) as sales_growth_symmetric_rate
from marts.customer_value_metrics as metrics
cross join current_review
where
    datediff('month', metrics.review_date, current_review.review_date) % 3 = 0
    and datediff('month', metrics.review_date, current_review.review_date) <= 45
