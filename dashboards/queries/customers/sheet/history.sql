-- one row per customer and quarter-end, the last sixteen: the six metrics that the score reads
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
)

select
    metrics.customer_id,
    year(metrics.review_date) * 12 + month(metrics.review_date) - 1 as month_index,
    cast(metrics.net_sales_12m_amount as double) as net_sales_12m_amount,
    metrics.gross_margin_rate,
    metrics.collection_rate,
    metrics.days_delinquent_weighted,
    metrics.influence_score,
    metrics.sales_growth_symmetric_rate
from marts.customer_value_metrics as metrics
cross join current_review
where
    datediff('month', metrics.review_date, current_review.review_date) % 3 = 0
    and datediff('month', metrics.review_date, current_review.review_date) <= 45
