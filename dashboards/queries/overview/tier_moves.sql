-- one row per tier twelve months ago × tier now; customers without a tier then are 'new'
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
),

current_review as (
    select max(review_date) as review_date
    from marts.customer_tiers
),

tiers_now as (
    select tiers.customer_id, tiers.effective_tier_code, tiers.effective_tier_rank
    from marts.customer_tiers as tiers
    inner join governing_scheme on tiers.scheme_code = governing_scheme.scheme_code
    inner join current_review on tiers.review_date = current_review.review_date
),

tiers_then as (
    select tiers.customer_id, tiers.effective_tier_code, tiers.effective_tier_rank
    from marts.customer_tiers as tiers
    inner join governing_scheme on tiers.scheme_code = governing_scheme.scheme_code
    inner join current_review on datediff('month', tiers.review_date, current_review.review_date) = 12
)

select
    coalesce(tiers_then.effective_tier_code, 'new') as from_tier_code,
    tiers_now.effective_tier_code as to_tier_code,
    coalesce(min(tiers_then.effective_tier_rank), 0) as from_tier_rank,
    min(tiers_now.effective_tier_rank) as to_tier_rank,
    count(*) as customer_count,
    case
        when tiers_then.effective_tier_code is null then 'entered'
        when min(tiers_now.effective_tier_rank) < min(tiers_then.effective_tier_rank) then 'up'
        when min(tiers_now.effective_tier_rank) > min(tiers_then.effective_tier_rank) then 'down'
        else 'same'
    end as direction
from tiers_now
left join tiers_then on tiers_now.customer_id = tiers_then.customer_id
group by tiers_then.effective_tier_code, tiers_now.effective_tier_code
order by from_tier_rank, to_tier_rank
