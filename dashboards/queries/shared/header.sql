-- one row: the current review, its currency and the share of sales whose contribution is known
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
)

select
    max(metrics.review_date) as review_date,
    max(metrics.reporting_currency) as reporting_currency,
    cast(sum(case when metrics.contribution_12m_amount is not null then metrics.net_sales_12m_amount end) as double)
    / nullif(cast(sum(metrics.net_sales_12m_amount) as double), 0) as contribution_coverage_rate
from marts.customer_value_metrics as metrics
inner join current_review on metrics.review_date = current_review.review_date
