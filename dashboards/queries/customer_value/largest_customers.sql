-- the 25 customers with the largest contribution, with their share of the company's
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
),

labels as (
    select customer_id, label_code
    from marts.customer_labels
)

select
    metrics.customer_id,
    metrics.customer_name,
    labels.label_code as tier_code,
    metrics.lifecycle_status,
    metrics.net_sales_12m_amount,
    metrics.contribution_12m_amount,
    metrics.gross_margin_rate,
    metrics.sales_growth_rate,
    metrics.collection_rate,
    metrics.days_sales_outstanding,
    metrics.open_receivables_amount,
    case
        when sum(metrics.contribution_12m_amount) over () > 0
            then cast(metrics.contribution_12m_amount as double)
                / cast(sum(metrics.contribution_12m_amount) over () as double)
    end as contribution_share_rate
from marts.customer_value_metrics as metrics
inner join current_review on metrics.review_date = current_review.review_date
left join labels on metrics.customer_id = labels.customer_id
order by metrics.contribution_12m_amount desc nulls last, metrics.net_sales_12m_amount desc, metrics.customer_id
limit 25
