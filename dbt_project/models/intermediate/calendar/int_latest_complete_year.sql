-- grain: one row per refresh: the latest complete fiscal year; no row where none is complete

with current_review as (
    select * from {{ ref('int_current_review') }}
),

candidates as (
    select
        current_review.fiscal_year - series.n as fiscal_year,
        current_review.review_date,
        current_review.first_data_month_index
    from current_review
    cross join ({{ number_series(10) }}) as series
    where series.n <= 1
)

select max(fiscal_year) as fiscal_year
from candidates
where {{ fiscal_year_end_date('fiscal_year') }} <= review_date
    and {{ month_index(fiscal_year_end_date('fiscal_year')) }} - 11 >= first_data_month_index
having max(fiscal_year) is not null
