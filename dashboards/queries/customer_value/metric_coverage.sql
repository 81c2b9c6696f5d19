-- one row per metric: the share of customers and of sales for which it is known at the current review
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
),

metrics as (
    select value_metrics.*
    from marts.customer_value_metrics as value_metrics
    inner join current_review on value_metrics.review_date = current_review.review_date
),

known as (
    select 'net_sales_12m_amount' as metric_code, 1 as place, net_sales_12m_amount, net_sales_12m_amount is not null as is_known from metrics
    union all
    select 'gross_margin_rate', 2, net_sales_12m_amount, gross_margin_rate is not null from metrics
    union all
    select 'contribution_12m_amount', 3, net_sales_12m_amount, contribution_12m_amount is not null from metrics
    union all
    select 'cost_to_serve_12m_amount', 4, net_sales_12m_amount, cost_to_serve_12m_amount is not null from metrics
    union all
    select 'collection_rate', 5, net_sales_12m_amount, collection_rate is not null from metrics
    union all
    select 'days_delinquent_weighted', 6, net_sales_12m_amount, days_delinquent_weighted is not null from metrics
    union all
    select 'sales_growth_symmetric_rate', 7, net_sales_12m_amount, sales_growth_symmetric_rate is not null from metrics
    union all
    select 'influence_score', 8, net_sales_12m_amount, influence_score is not null from metrics
    union all
    select 'expected_credit_loss_amount', 9, net_sales_12m_amount, expected_credit_loss_amount is not null from metrics
)

select
    metric_code,
    count(*) as customer_count,
    count_if(is_known) / count(*) as customer_coverage_rate,
    cast(sum(case when is_known then net_sales_12m_amount end) as double)
    / nullif(cast(sum(net_sales_12m_amount) as double), 0) as sales_coverage_rate
from known
group by metric_code
order by min(place)
