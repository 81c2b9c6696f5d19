-- one row per customer: its figures at the current review
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
)

select
    metrics.customer_id,
    metrics.lifecycle_status,
    metrics.net_sales_12m_amount,
    metrics.contribution_12m_amount,
    metrics.gross_margin_rate,
    metrics.collection_rate,
    metrics.days_sales_outstanding,
    metrics.open_receivables_amount,
    metrics.expected_credit_loss_amount,
    metrics.sales_growth_rate,
    metrics.cost_to_serve_12m_amount,
    metrics.influence_score
from marts.customer_value_metrics as metrics
inner join current_review on metrics.review_date = current_review.review_date
