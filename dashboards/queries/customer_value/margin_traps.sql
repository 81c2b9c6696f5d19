-- the 15 customers whose contribution is furthest below zero, with the number and loss of all such customers
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
)

select
    metrics.customer_id,
    metrics.customer_name,
    metrics.net_sales_12m_amount,
    metrics.gross_margin_rate,
    metrics.cost_to_serve_12m_amount,
    metrics.contribution_12m_amount,
    count(*) over () as loss_making_count,
    sum(metrics.contribution_12m_amount) over () as lost_amount
from marts.customer_value_metrics as metrics
inner join current_review on metrics.review_date = current_review.review_date
where metrics.contribution_12m_amount < 0
order by metrics.contribution_12m_amount, metrics.customer_id
limit 15
