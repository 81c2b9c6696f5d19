-- one row per tier: expected credit loss and how much is open
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
)

select
    labels.label_code as tier_code,
    sum(metrics.expected_credit_loss_amount) as expected_credit_loss_amount,
    sum(metrics.open_receivables_amount) as open_receivables_amount,
    cast(sum(metrics.expected_credit_loss_amount) as double)
    / nullif(cast(sum(metrics.open_receivables_amount) as double), 0) as expected_loss_rate
from marts.customer_value_metrics as metrics
inner join current_review on metrics.review_date = current_review.review_date
left join marts.customer_labels as labels on metrics.customer_id = labels.customer_id
group by 1
order by expected_credit_loss_amount desc nulls last, tier_code
