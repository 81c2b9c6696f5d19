-- grain: one row per customer and review, and per prospect group at the current review

-- Influence is asked of everyone: of customers at each of their reviews, of prospects as they stand now.
with customer_reviews as (
    select customer_id, month_end_date as review_date, month_index
    from {{ ref('fct_customer_months') }}
    where is_customer_review
),

prospects as (
    select members.customer_id
    from {{ ref('bridge_customer_members') }} as members
    where members.is_head
        and not exists (select 1 from customer_reviews where customer_reviews.customer_id = members.customer_id)
)

select customer_id, review_date, month_index, true as is_customer
from customer_reviews
union all
select prospects.customer_id, current_review.review_date, current_review.month_index, false as is_customer
from prospects
cross join {{ ref('int_current_review') }} as current_review
where prospects.customer_id <> 'unknown'
