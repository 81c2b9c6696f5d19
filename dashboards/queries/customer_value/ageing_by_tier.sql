-- one row per tier: open receivables by days past due
with current_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
),

labels as (
    select customer_id, label_code
    from marts.customer_labels
)

select
    labels.label_code as tier_code,
    sum(metrics.not_due_amount) as not_due_amount,
    sum(metrics.overdue_1_30_amount) as overdue_1_30_amount,
    sum(metrics.overdue_31_60_amount) as overdue_31_60_amount,
    sum(metrics.overdue_61_90_amount) as overdue_61_90_amount,
    sum(metrics.overdue_over_90_amount) as overdue_over_90_amount,
    sum(metrics.open_receivables_amount) as open_receivables_amount,
    sum(metrics.unapplied_cash_amount) as unapplied_cash_amount,
    sum(metrics.open_credit_notes_amount) as open_credit_notes_amount
from marts.customer_value_metrics as metrics
inner join current_review on metrics.review_date = current_review.review_date
left join labels on metrics.customer_id = labels.customer_id
group by 1
order by open_receivables_amount desc nulls last, tier_code
