-- grain: one row per review and segment that had a fit by then: the fit in use and the latest one tried

-- A fit that fails its checks leaves the one before in use. Everything is worked out from the fits of this build, so
-- nothing depends on what was built before.
with reviews as (
    select review_date from {{ ref('int_lifetime_policies') }}
),

fits as (
    select
        model_run_id,
        cast(fit_date as date) as fit_date,
        segment_code,
        is_passed,
        model_name,
        reason
    from {{ ref('lifetime_value_fits') }}
)

select
    reviews.review_date,
    fits.segment_code,
    max(case when fits.is_passed then fits.fit_date end) as passed_fit_date,
    max_by(fits.model_run_id, fits.fit_date) as latest_run_id,
    max_by(fits.reason, fits.fit_date) as latest_reason
from reviews
inner join fits on fits.fit_date <= reviews.review_date
group by reviews.review_date, fits.segment_code
