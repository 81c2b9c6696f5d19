-- grain: one row per customer, scheme and review

-- What moved the score since the review before: the policy (this review's figures under the old one), others (the
-- customer's own old figures among the others as they are now), and the customer itself (the rest). They add up.
with scores as (
    select
        scores.*,
        lag(score) over (partition by customer_id, scheme_code order by review_date) as previous_score
    from {{ ref('int_tier_scores') }} as scores
    where is_history
),

under_the_policy_before as (
    select * from {{ ref('int_tier_scores') }}
    where trial_code = 'previous_policy'
),

compared as (
    select
        scores.customer_id,
        scores.scheme_code,
        scores.review_date,
        scores.score,
        scores.previous_score,
        case when under_the_policy_before.customer_id is null then scores.score else under_the_policy_before.score end as score_before_policy,
        case
            when under_the_policy_before.customer_id is null then scores.score_of_own_previous_values
            else under_the_policy_before.score_of_own_previous_values
        end as score_of_own_previous_values
    from scores
    left join under_the_policy_before
        on under_the_policy_before.customer_id = scores.customer_id
        and under_the_policy_before.scheme_code = scores.scheme_code
        and under_the_policy_before.review_date = scores.review_date
)

select
    customer_id,
    scheme_code,
    review_date,
    previous_score,
    score - previous_score as score_change,
    score_before_policy - score_of_own_previous_values as own_score_change,
    score_of_own_previous_values - previous_score as others_score_change,
    score - score_before_policy as policy_score_change
from compared
