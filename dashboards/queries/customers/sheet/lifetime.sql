-- one row per customer: what it brought, what it is expected to bring, and its influence
with current_review as (
    select max(review_date) as review_date
    from marts.customer_lifetime_values
)

select
    lifetime.customer_id,
    lifetime.historical_contribution_amount,
    lifetime.expected_contribution_amount,
    lifetime.expected_contribution_low_amount,
    lifetime.expected_contribution_high_amount,
    lifetime.influence_value_amount,
    lifetime.influence_value_source,
    lifetime.lifetime_value_amount,
    lifetime.probability_active,
    lifetime.horizon_months,
    lifetime.model_name,
    lifetime.is_fallback
from marts.customer_lifetime_values as lifetime
inner join current_review on lifetime.review_date = current_review.review_date
