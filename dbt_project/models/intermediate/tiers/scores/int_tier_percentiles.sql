-- grain: one row per customer, review and measure that a policy in use scores by percentile

-- Mid-rank within the pool of the review: (below + ½ · (ties − 1)) ÷ (n − 1), one alone → 50. Beside it the place that the
-- customer's own value of the review before would take now, among the others as they are: what others' figures changed.
with measures as (
    select
        measures.*,
        lag(measure_value) over (partition by customer_id, measure_code order by review_date) as previous_value
    from {{ ref('int_tier_measures') }} as measures
    where measure_code in (select measure_code from {{ ref('int_tier_trial_metrics') }} where normalisation_method = 'percentile')
),

values_to_place as (
    select customer_id, review_date, measure_code, measure_value as placed_value, case when is_in_pool then 1 else 0 end as pool_weight, false as is_previous
    from measures
    union all
    select customer_id, review_date, measure_code, previous_value, 0, true
    from measures
    where previous_value is not null and previous_value <> measure_value
),

placed as (
    select
        *,
        sum(pool_weight) over (partition by review_date, measure_code order by placed_value range between unbounded preceding and current row) as up_to_count,
        sum(pool_weight) over (partition by review_date, measure_code, placed_value) as tie_count,
        sum(pool_weight) over (partition by review_date, measure_code) as pool_count
    from values_to_place
),

-- the others: the pool without the customer's own current value
counted as (
    select
        measures.customer_id,
        measures.review_date,
        measures.measure_code,
        current_place.up_to_count - current_place.tie_count as below_count,
        current_place.tie_count - current_place.pool_weight as tie_count,
        current_place.pool_count - current_place.pool_weight as others_count,
        case
            when previous_place.customer_id is null then current_place.up_to_count - current_place.tie_count
            else previous_place.up_to_count - previous_place.tie_count
                - case when measures.measure_value < measures.previous_value then current_place.pool_weight else 0 end
        end as previous_below_count,
        case
            when previous_place.customer_id is null then current_place.tie_count - current_place.pool_weight
            else previous_place.tie_count
        end as previous_tie_count,
        measures.previous_value is not null as has_previous_value
    from measures
    inner join placed as current_place
        on current_place.customer_id = measures.customer_id
        and current_place.review_date = measures.review_date
        and current_place.measure_code = measures.measure_code
        and not current_place.is_previous
    left join placed as previous_place
        on previous_place.customer_id = measures.customer_id
        and previous_place.review_date = measures.review_date
        and previous_place.measure_code = measures.measure_code
        and previous_place.is_previous
)

select
    customer_id,
    review_date,
    measure_code,
    {{ mid_rank_score('below_count', 'tie_count', 'others_count') }} as percentile_score,
    case when has_previous_value then {{ mid_rank_score('previous_below_count', 'previous_tie_count', 'others_count') }} end
        as previous_percentile_score
from counted
