-- grain: one row per customer, scheme and metric at the current review

-- What alone would lift the scored tier by one, everything else and everybody else as they are. Putting the required
-- value in gives the next tier, one step less does not.
with targets as (
    select * from {{ ref('int_ladder_targets') }}
),

metric_values as (
    select * from {{ ref('int_ladder_percentile_values') }}
    union all
    select * from {{ ref('int_ladder_linear_values') }}
),

score_rungs as (
    select
        targets.customer_id,
        targets.scheme_code,
        targets.review_date,
        normalised.metric_code,
        normalised.metric_value as current_value,
        case
            when targets.is_next_floor_met
                and (metrics.upper_bound is null or metric_values.required_value <= metrics.upper_bound)
                and (metrics.lower_bound is null or metric_values.required_value >= metrics.lower_bound)
                then metric_values.required_value
        end as required_value,
        case
            when not targets.is_next_floor_met then 'contribution_floor'
            when points.required_score is null then 'full_points_are_not_enough'
            when metric_values.required_value is null then 'nobody_to_pass'
            when metric_values.required_value > metrics.upper_bound or metric_values.required_value < metrics.lower_bound then 'bound'
        end as blocking_reason
    from targets
    inner join {{ ref('int_tier_normalised_metrics') }} as normalised
        on normalised.customer_id = targets.customer_id
        and normalised.scheme_code = targets.scheme_code
        and normalised.review_date = targets.review_date
        and normalised.trial_code = 'in_force'
    inner join {{ ref('int_tier_trial_metrics') }} as metrics
        on metrics.scheme_code = targets.scheme_code
        and metrics.review_date = targets.review_date
        and metrics.trial_code = 'in_force'
        and metrics.metric_code = normalised.metric_code
    left join {{ ref('int_ladder_points') }} as points
        on points.customer_id = targets.customer_id
        and points.scheme_code = targets.scheme_code
        and points.metric_code = normalised.metric_code
    left join metric_values
        on metric_values.customer_id = targets.customer_id
        and metric_values.scheme_code = targets.scheme_code
        and metric_values.metric_code = normalised.metric_code
    where targets.next_entry_rule = 'cut'
),

-- where no metric reaches alone: the smallest equal share of each metric's distance to 100
without_single as (
    select targets.*
    from targets
    where next_entry_rule = 'cut'
        and not exists (
            select 1 from score_rungs
            where score_rungs.customer_id = targets.customer_id
                and score_rungs.scheme_code = targets.scheme_code
                and score_rungs.required_value is not null
        )
),

combined_tried as (
    select
        without_single.*,
        -- where the cut is met and only the floor is missing, no share is needed
        cast(case
            when next_cut_score <= score then 0
            else floor(1000000 * cast(next_cut_score - score as double) / cast(100 - score as double)) + steps.n
        end as numeric(20, 0)) * cast(0.000001 as numeric(7, 6)) as tried_share
    from without_single
    cross join (values (-1), (0), (1), (2)) as steps (n)
    where score < 100
),

combined_rungs as (
    select
        customer_id,
        scheme_code,
        review_date,
        'combined' as metric_code,
        cast(0 as double) as current_value,
        min(case
            when is_next_floor_met
                and {{ weighted_score('(weighted_sum + tried_share * (100 * weight_present - weighted_sum))', 'weight_present') }} >= next_cut_score
                then tried_share
        end) as required_value,
        max(case when not is_next_floor_met then 'contribution_floor' end) as blocking_reason
    from combined_tried
    where tried_share between 0 and 1
    group by customer_id, scheme_code, review_date
),

rungs as (
    select customer_id, scheme_code, review_date, metric_code, current_value, cast(required_value as numeric(28, 8)) as required_value, blocking_reason
    from score_rungs
    union all
    select customer_id, scheme_code, review_date, metric_code, current_value, cast(required_value as numeric(28, 8)), blocking_reason
    from combined_rungs
    union all
    select customer_id, scheme_code, review_date, metric_code, current_value, required_value, blocking_reason
    from {{ ref('int_ladder_potential_values') }}
),

tiers as (
    select * from {{ ref('int_tier_trial_tiers') }}
    where trial_code = 'in_force'
)

select
    cast(rungs.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(rungs.scheme_code as varchar) as scheme_code,
    cast(rungs.review_date as date) as review_date,
    cast(rungs.metric_code as varchar) as metric_code,
    cast(scored_tier.tier_code as varchar) as current_tier_code,
    cast(targets.next_tier_code as varchar) as next_tier_code,
    cast(rungs.current_value as double) as current_metric_value,
    cast(rungs.required_value as double) as required_metric_value,
    cast(cast(rungs.required_value as double) - rungs.current_value as double) as gap,
    cast(rungs.required_value is not null and rungs.metric_code <> 'combined' as boolean) as is_reachable_by_this_metric_alone,
    cast(rungs.blocking_reason as varchar) as blocking_reason
from rungs
inner join targets
    on targets.customer_id = rungs.customer_id
    and targets.scheme_code = rungs.scheme_code
inner join tiers as scored_tier
    on scored_tier.scheme_code = targets.scheme_code
    and scored_tier.review_date = targets.review_date
    and scored_tier.tier_rank = targets.scored_tier_rank
left join {{ ref('dim_customers') }} as customers on customers.customer_id = rungs.customer_id
