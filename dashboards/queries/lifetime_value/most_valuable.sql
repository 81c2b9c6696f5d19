-- the 25 customers with the largest lifetime value
with current_review as (
    select max(review_date) as review_date
    from marts.customer_lifetime_values
)

select
    lifetime.customer_id,
    lifetime.customer_name,
    labels.label_code as tier_code,
    lifetime.lifetime_value_amount,
    lifetime.historical_contribution_amount,
    lifetime.expected_contribution_amount,
    lifetime.expected_contribution_low_amount,
    lifetime.expected_contribution_high_amount,
    lifetime.influence_value_amount,
    lifetime.influence_value_source,
    lifetime.probability_active,
    lifetime.is_fallback
from marts.customer_lifetime_values as lifetime
inner join current_review on lifetime.review_date = current_review.review_date
left join marts.customer_labels as labels on lifetime.customer_id = labels.customer_id
order by lifetime.lifetime_value_amount desc nulls last, lifetime.customer_id
limit 25
