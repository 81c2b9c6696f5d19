-- grain: one row per customer, scheme and percentile metric at the current review that enough places would lift
{{ config(materialized='ephemeral') }}

-- The smallest value in steps that takes the needed place among the others: at the value of another (half of the ties
-- count) or just above one. Values run in the direction in which more is better.
with pool as (
    select * from {{ ref('int_ladder_pool') }}
),

needs as (
    select
        points.customer_id,
        points.scheme_code,
        points.review_date,
        points.metric_code,
        points.required_score,
        metrics.measure_code,
        metrics.value_step,
        case when metrics.is_less_better then -1 else 1 end as direction,
        case when measures.is_in_pool then 1 else 0 end as own_place,
        pool_sizes.pool_count - case when measures.is_in_pool then 1 else 0 end as others_count
    from {{ ref('int_ladder_points') }} as points
    inner join {{ ref('int_tier_trial_metrics') }} as metrics
        on metrics.scheme_code = points.scheme_code
        and metrics.review_date = points.review_date
        and metrics.trial_code = 'in_force'
        and metrics.metric_code = points.metric_code
        and metrics.normalisation_method = 'percentile'
    inner join (select measure_code, max(pool_count) as pool_count from pool group by measure_code) as pool_sizes
        on pool_sizes.measure_code = metrics.measure_code
    left join {{ ref('int_tier_measures') }} as measures
        on measures.customer_id = points.customer_id
        and measures.review_date = points.review_date
        and measures.measure_code = metrics.measure_code
    where points.required_score is not null
),

-- the smallest whole key that gives the score; the customer's own two halves are taken out of every count
keyed as (
    select
        needs.customer_id,
        needs.scheme_code,
        needs.review_date,
        needs.metric_code,
        needs.measure_code,
        needs.direction,
        needs.value_step,
        min(floor(cast(required_score as double) * others_count / cast(50 as double)) + steps.n) + 2 * needs.own_place as needed_key
    from needs
    cross join (values (-1), (0), (1), (2)) as steps (n)
    where needs.others_count > 0
        and round(
            50 * cast(floor(cast(required_score as double) * others_count / cast(50 as double)) + steps.n as double)
            / cast(needs.others_count as double), 6
        ) >= needs.required_score
    group by
        needs.customer_id, needs.scheme_code, needs.review_date, needs.metric_code, needs.measure_code, needs.direction,
        needs.value_step, needs.own_place
),

{% for side in ['at', 'above'] %}
sorted_{{ side }} as (
    select
        sorted.*,
        {{ last_known_value('directed_value', 'partition by measure_code, direction order by sort_key desc nulls last, is_probe, customer_id, scheme_code, metric_code rows between unbounded preceding and current row') }}
            as reached_value
    from (
        select measure_code, direction, cast(key_{{ side }} as double) as sort_key, 0 as is_probe, directed_value,
            cast(null as varchar) as customer_id, cast(null as varchar) as scheme_code, cast(null as varchar) as metric_code
        from pool
        union all
        select measure_code, direction, cast(needed_key as double), 1, null, customer_id, scheme_code, metric_code
        from keyed
    ) as sorted
),
{% endfor %}
reached as (
    select
        keyed.*,
        sorted_at.reached_value as value_at,
        sorted_above.reached_value as value_above
    from keyed
    {%- for side in ['at', 'above'] %}
    inner join sorted_{{ side }}
        on sorted_{{ side }}.is_probe = 1
        and sorted_{{ side }}.customer_id = keyed.customer_id
        and sorted_{{ side }}.scheme_code = keyed.scheme_code
        and sorted_{{ side }}.metric_code = keyed.metric_code
    {%- endfor %}
),

tried as (
    select
        reached.*,
        cast(floor(value_at / cast(value_step as double)) + steps.n as numeric(28, 0)) as steps_at,
        cast(floor(value_above / cast(value_step as double)) + steps.n as numeric(28, 0)) as steps_above
    from reached
    cross join (values (-1), (0), (1), (2)) as steps (n)
),

smallest as (
    select
        customer_id,
        scheme_code,
        review_date,
        metric_code,
        direction,
        value_step,
        min(case when cast(steps_at * value_step as double) >= value_at then steps_at end) as steps_at,
        min(case when cast(steps_above * value_step as double) > value_above then steps_above end) as steps_above
    from tried
    group by customer_id, scheme_code, review_date, metric_code, direction, value_step
)

select
    customer_id,
    scheme_code,
    review_date,
    metric_code,
    direction * case when steps_at <= steps_above or steps_above is null then steps_at else steps_above end * value_step as required_value
from smallest
