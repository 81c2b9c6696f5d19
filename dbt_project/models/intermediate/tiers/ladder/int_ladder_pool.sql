-- grain: one row per measure, direction and value that stands in the pool of the current review
{{ config(materialized='ephemeral') }}

-- Twice the mid-rank count at a value, and just above it, so that counts stay whole.
with pool as (
    select measures.measure_code, measures.measure_value
    from {{ ref('int_tier_measures') }} as measures
    inner join {{ ref('dim_months') }} as months
        on months.month_end_date = measures.review_date
        and months.is_current_review
    where measures.is_in_pool
),

directed as (
    select measure_code, direction, direction * measure_value as directed_value
    from pool
    cross join (values (1), (-1)) as directions (direction)
),

counted as (
    select measure_code, direction, directed_value, count(*) as tie_count
    from directed
    group by measure_code, direction, directed_value
)

select
    measure_code,
    direction,
    directed_value,
    2 * sum(tie_count) over (
        partition by measure_code, direction order by directed_value rows between unbounded preceding and current row
    ) - tie_count as key_at,
    2 * sum(tie_count) over (
        partition by measure_code, direction order by directed_value rows between unbounded preceding and current row
    ) as key_above,
    sum(tie_count) over (partition by measure_code, direction) as pool_count
from counted
