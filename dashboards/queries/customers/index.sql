-- one row per account: what the search list shows, the largest contribution first
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
),

metrics as (
    select value_metrics.*
    from marts.customer_value_metrics as value_metrics
    inner join current_review on value_metrics.review_date = current_review.review_date
)

select
    accounts.customer_id,
    accounts.customer_name,
    labels.label_code,
    accounts.industry,
    metrics.net_sales_12m_amount,
    metrics.contribution_12m_amount,
    metrics.sales_growth_rate,
    metrics.open_receivables_amount
from core.dim_customers as accounts
left join marts.customer_labels as labels on accounts.customer_id = labels.customer_id
left join metrics on accounts.customer_id = metrics.customer_id
order by metrics.contribution_12m_amount desc nulls last, metrics.net_sales_12m_amount desc nulls last, accounts.customer_id
