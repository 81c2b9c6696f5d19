-- grain: one row per customer of the governing scheme that is a problem now: since when without a break
{{ config(materialized='ephemeral') }}

with tiers as (
    select
        tiers.*,
        scales.problem_rank,
        max(case when tiers.effective_tier_rank <> scales.problem_rank then tiers.review_date end) over (partition by tiers.customer_id)
            as last_other_review_date
    from {{ ref('customer_tiers') }} as tiers
    inner join {{ ref('int_tier_scales') }} as scales
        on scales.scheme_code = tiers.scheme_code
        and scales.review_date = tiers.review_date
        and scales.trial_code = 'in_force'
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
)

select
    customer_id,
    min(review_date) as problem_since_date
from tiers
where effective_tier_rank = problem_rank
    and (last_other_review_date is null or review_date > last_other_review_date)
group by customer_id
