-- at most 200 customers with the largest contribution: how likely they are still buying
with current_review as (
    select max(review_date) as review_date
    from marts.customer_lifetime_values
),

metrics_review as (
    select max(review_date) as review_date
    from marts.customer_value_metrics
)

select
    lifetime.customer_id,
    lifetime.customer_name,
    labels.label_code as tier_code,
    lifetime.probability_active,
    metrics.contribution_12m_amount,
    lifetime.expected_contribution_amount,
    lifetime.lifetime_value_amount,
    lifetime.is_fallback,
    sum(case when lifetime.probability_active < 0.5 then metrics.contribution_12m_amount end) over ()
        as unlikely_contribution_amount,
    count_if(lifetime.probability_active < 0.5) over () as unlikely_count
from marts.customer_lifetime_values as lifetime
inner join current_review on lifetime.review_date = current_review.review_date
cross join metrics_review
inner join marts.customer_value_metrics as metrics
    on lifetime.customer_id = metrics.customer_id and metrics_review.review_date = metrics.review_date
left join marts.customer_labels as labels on lifetime.customer_id = labels.customer_id
where metrics.contribution_12m_amount > 0 and lifetime.probability_active is not null
order by metrics.contribution_12m_amount desc, lifetime.customer_id
limit 200
