-- grain: one row per refresh: the review at which the marts of the current state stand

-- Without any effective invoice there is no review; such a company still sees its prospects, as of the as-of date.
with reviews as (
    select max(case when is_current_review then month_end_date end) as review_date
    from {{ ref('dim_months') }}
),

first_data_month as (
    select min(month_index) as month_index from {{ ref('fct_invoices') }}
),

dated as (
    select
        coalesce(reviews.review_date, {{ as_of_date() }}) as review_date,
        reviews.review_date is not null as has_review,
        first_data_month.month_index as first_data_month_index
    from reviews
    cross join first_data_month
)

select
    review_date,
    {{ month_index('review_date') }} as month_index,
    {{ fiscal_year(month_index('review_date')) }} as fiscal_year,
    first_data_month_index,
    has_review
from dated
