-- grain: one row per segment whose latest lifetime-value fit fails its checks

-- The fit before stays in use, or the fallback where none has ever passed: forecasts go on, but on older knowledge.
with runs as (
    select * from {{ ref('lifetime_value_runs') }}
),

{% set later = 'partition by segment_code order by fit_date desc nulls last rows between unbounded preceding and current row' -%}
unbroken_failures as (
    select
        runs.*,
        max(case when is_passed then 1 else 0 end) over ({{ later }}) as has_passed_since,
        row_number() over (partition by segment_code order by fit_date desc nulls last) as recency
    from runs
),

failing_segments as (
    select
        segment_code,
        min(fit_date) as since_date,
        max(case when recency = 1 then fit_date end) as latest_fit_date,
        max(case when recency = 1 then failed_checks end) as failed_checks
    from unbroken_failures
    where has_passed_since = 0
    group by segment_code
    -- an industry that is no longer large enough for a model of its own is no failure
    having max(case when recency = 1 then fit_date end) = (select max(fit_date) from runs)
),

last_passed as (
    select segment_code, max(fit_date) as passed_fit_date
    from runs
    where is_passed
    group by segment_code
)

select
    {{ dbt.hash("'lifetime_value_fit|segment|' || failing_segments.segment_code || '|' || cast(failing_segments.since_date as varchar)") }}
        as alert_id,
    'lifetime_value_fit' as alert_type,
    'segment' as subject_type,
    failing_segments.segment_code as subject_id,
    case when failing_segments.segment_code = 'all' then 'All customers' else failing_segments.segment_code end as subject_name,
    cast(null as varchar) as customer_id,
    failing_segments.since_date,
    'latest fit ' || cast(failing_segments.latest_fit_date as varchar) || ': ' || failing_segments.failed_checks as figures,
    'The lifetime-value fit failed its checks; in use: '
    || coalesce('the fit of ' || cast(last_passed.passed_fit_date as varchar), 'the fallback, last year''s purchases repeated') as message,
    'Chief Commercial Officer' as who_should_know
from failing_segments
left join last_passed on last_passed.segment_code = failing_segments.segment_code
