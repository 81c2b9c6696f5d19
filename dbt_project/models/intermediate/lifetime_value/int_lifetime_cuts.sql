-- grain: one row per fit date and cut: cut 0 is the fit itself, cuts 1 to 3 the hold-outs that lie 12 months apart before it

-- Fits stand at each fiscal-year end with enough history and at the current review, whatever it has: a company too young
-- for a model is told so by name.
with policies as (
    select * from {{ ref('int_lifetime_policies') }}
),

first_purchase as (
    select min(month_index) as month_index from {{ ref('int_purchase_days') }}
),

fit_dates as (
    select policies.*, policies.month_index - first_purchase.month_index + 1 as history_months
    from policies
    cross join first_purchase
    where policies.is_current_review
        or (policies.is_fiscal_year_end and policies.month_index - first_purchase.month_index + 1 >= policies.minimum_fit_months)
),

cut_numbers as (
    select cut_number from (values (0), (1), (2), (3)) as v (cut_number)
)

select
    fit_dates.review_date as fit_date,
    cast(cut_numbers.cut_number as integer) as cut_number,
    cast(last_day({{ add_months('fit_dates.review_date', '-12 * cut_numbers.cut_number') }}) as date) as cut_date,
    fit_dates.month_index - 12 * cut_numbers.cut_number as month_index,
    fit_dates.minimum_segment_customers
from fit_dates
inner join cut_numbers
    on cut_numbers.cut_number <= fit_dates.holdout_count
    and (cut_numbers.cut_number = 0 or fit_dates.history_months - 12 * cut_numbers.cut_number >= fit_dates.minimum_calibration_months)
