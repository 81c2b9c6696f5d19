-- one row per customer and metric of the current score in the governing scheme
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
),

current_review as (
    select max(review_date) as review_date
    from marts.customer_tier_scores
)

select
    scores.customer_id,
    scores.metric_code,
    scores.metric_value,
    round(scores.normalised_score, 2) as normalised_score,
    scores.weight,
    round(scores.weighted_points, 2) as weighted_points
from marts.customer_tier_scores as scores
inner join governing_scheme on scores.scheme_code = governing_scheme.scheme_code
inner join current_review on scores.review_date = current_review.review_date
