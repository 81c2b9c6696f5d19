-- one row per tenth of customers by expected contribution, the best first
with current_review as (
    select max(review_date) as review_date
    from marts.customer_lifetime_values
),

ranked as (
    select
        lifetime.expected_contribution_amount,
        lifetime.probability_active,
        ntile(10) over (order by lifetime.expected_contribution_amount desc, lifetime.customer_id) as decile
    from marts.customer_lifetime_values as lifetime
    inner join current_review on lifetime.review_date = current_review.review_date
    where lifetime.expected_contribution_amount is not null
)

select
    decile,
    count(*) as customer_count,
    sum(expected_contribution_amount) as expected_contribution_amount,
    case
        when sum(sum(expected_contribution_amount)) over () > 0
            then cast(sum(expected_contribution_amount) as double)
                / cast(sum(sum(expected_contribution_amount)) over () as double)
    end as expected_share_rate,
    avg(probability_active) as mean_probability_active
from ranked
group by 1
order by 1
