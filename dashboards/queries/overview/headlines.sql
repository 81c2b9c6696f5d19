-- one row: company totals at the current review and twelve months before it
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
),

totals as (
    select
        metrics.review_date = current_review.review_date as is_current,
        count_if(metrics.lifecycle_status <> 'lapsed') as active_customer_count,
        sum(metrics.net_sales_12m_amount) as net_sales_12m_amount,
        sum(metrics.contribution_12m_amount) as contribution_12m_amount,
        cast(sum(metrics.collected_of_due_12m_amount) as double)
        / nullif(cast(sum(metrics.due_12m_amount) as double), 0) as collection_rate,
        sum(metrics.open_receivables_amount) as open_receivables_amount,
        sum(metrics.expected_credit_loss_amount) as expected_credit_loss_amount,
        sum(metrics.overdue_over_90_amount) as overdue_over_90_amount
    from marts.customer_value_metrics as metrics
    cross join current_review
    where
        metrics.review_date = current_review.review_date
        or (
            datediff('month', metrics.review_date, current_review.review_date) = 12
            and metrics.review_date = last_day(metrics.review_date)
        )
    group by 1
)

select
    now.active_customer_count,
    now.net_sales_12m_amount,
    now.contribution_12m_amount,
    now.collection_rate,
    now.open_receivables_amount,
    now.expected_credit_loss_amount,
    now.overdue_over_90_amount,
    before.active_customer_count as active_customer_count_before,
    now.collection_rate - before.collection_rate as collection_rate_change,
    cast(now.net_sales_12m_amount as double) / nullif(cast(before.net_sales_12m_amount as double), 0) - 1
        as net_sales_change_rate,
    case
        when before.contribution_12m_amount > 0
            then cast(now.contribution_12m_amount as double) / cast(before.contribution_12m_amount as double) - 1
    end as contribution_change_rate,
    cast(now.overdue_over_90_amount as double) / nullif(cast(now.open_receivables_amount as double), 0)
        as overdue_over_90_rate
from totals as now
left join totals as before on not before.is_current
where now.is_current
