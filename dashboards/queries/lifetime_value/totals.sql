-- one row: lifetime value of all customers by its three parts
with current_review as (
    select max(review_date) as review_date
    from marts.customer_lifetime_values
)

select
    count(*) as customer_count,
    count_if(lifetime.lifetime_value_amount is not null) as known_count,
    sum(lifetime.historical_contribution_amount) as historical_contribution_amount,
    sum(lifetime.expected_contribution_amount) as expected_contribution_amount,
    sum(lifetime.influence_value_amount) as influence_value_amount,
    sum(lifetime.lifetime_value_amount) as lifetime_value_amount,
    count_if(lifetime.is_fallback) as fallback_count,
    max(lifetime.horizon_months) as horizon_months,
    max(lifetime.model_name) as model_name,
    sum(case when lifetime.influence_value_source = 'estimate' then lifetime.influence_value_amount end)
        as estimated_influence_amount
from marts.customer_lifetime_values as lifetime
inner join current_review on lifetime.review_date = current_review.review_date
