-- grain: one row per calendar quarter that was complete at the current review

with months as (
    select
        cast(date_trunc('quarter', month_start_date) as date) as quarter_start_date,
        month_end_date
    from {{ ref('dim_months') }}
),

quarters as (
    select
        quarter_start_date,
        {{ add_days(add_months('quarter_start_date', 3), -1) }} as quarter_end_date
    from (select distinct quarter_start_date from months) as starts
)

select
    quarters.quarter_start_date,
    quarters.quarter_end_date,
    {{ add_days('quarters.quarter_start_date', -1) }} as previous_review_date
from quarters
inner join {{ ref('int_current_review') }} as current_review
    on current_review.review_date >= quarters.quarter_end_date
