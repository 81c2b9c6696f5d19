-- grain: one row per way of listing customers (any sign, or one of them) and top tier, and all of them

-- The list as it would have stood at each past review with enough months after it: of those listed, how many fell; of
-- those that fell, how many were listed.
{% set signs = ['is_indicated_lower', 'is_near_boundary', 'is_perhaps_inactive', 'is_overdue', 'is_losing_share'] -%}
with signals as (
    select * from {{ ref('int_outlook_signals') }}
),

ranks as (
    select customer_id, {{ month_index('review_date') }} as month_index, effective_tier_rank
    from {{ ref('customer_tiers') }}
    where scheme_code = '{{ var("governing_scheme") }}'
),

past as (
    select signals.*
    from signals
    cross join {{ ref('int_current_review') }} as current_review
    where signals.month_index + signals.outlook_months <= current_review.month_index
),

later as (
    select
        past.customer_id,
        past.month_index,
        max(ranks.effective_tier_rank) as lowest_later_rank
    from past
    inner join ranks
        on ranks.customer_id = past.customer_id
        and ranks.month_index > past.month_index
        and ranks.month_index <= past.month_index + past.outlook_months
    group by past.customer_id, past.month_index
),

judged as (
    select
        past.*,
        later.lowest_later_rank > past.effective_tier_rank as has_fallen,
        {{ signs | join(' or ') }} as is_listed
    from past
    inner join later on later.customer_id = past.customer_id and later.month_index = past.month_index
),

cuts as (
    {%- for sign in ['is_listed'] + signs %}
    select '{{ "any_sign" if loop.first else sign | replace("is_", "") }}' as sign_code, effective_tier_code as tier_code, {{ sign }} as is_listed_by_sign, has_fallen from judged
    union all
    select '{{ "any_sign" if loop.first else sign | replace("is_", "") }}', 'all', {{ sign }}, has_fallen from judged
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

counted as (
    select
        sign_code,
        tier_code,
        count(*) as customer_review_count,
        count_if(is_listed_by_sign) as listed_count,
        count_if(has_fallen) as fallen_count,
        count_if(is_listed_by_sign and has_fallen) as listed_and_fallen_count
    from cuts
    group by sign_code, tier_code
)

select
    cast(sign_code as varchar) as sign_code,
    cast(tier_code as varchar) as tier_code,
    cast(customer_review_count as integer) as customer_review_count,
    cast(listed_count as integer) as listed_count,
    cast(fallen_count as integer) as fallen_count,
    cast(listed_and_fallen_count as integer) as listed_and_fallen_count,
    {{ ratio('listed_and_fallen_count', 'listed_count') }} as listed_that_fell_rate,
    {{ ratio('listed_and_fallen_count', 'fallen_count') }} as fallen_that_were_listed_rate,
    {{ ratio('fallen_count', 'customer_review_count') }} as base_fall_rate
from counted
