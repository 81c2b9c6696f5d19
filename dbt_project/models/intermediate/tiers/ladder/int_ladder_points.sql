-- grain: one row per customer, scheme and metric at the current review whose next tier has a cut

-- How many of its 0–100 the metric alone would need: solved, then the nearest millionths tried with the score's own formula.
with targets as (
    select * from {{ ref('int_ladder_targets') }}
    where next_entry_rule = 'cut'
),

metrics as (
    select
        targets.customer_id,
        targets.scheme_code,
        targets.review_date,
        targets.next_cut_score,
        normalised.metric_code,
        normalised.metric_value,
        normalised.weight,
        targets.weighted_sum - coalesce(normalised.weight * normalised.normalised_score, 0) as other_weighted_sum,
        targets.weight_present + case when normalised.normalised_score is null then normalised.weight else 0 end as weight_present
    from targets
    inner join {{ ref('int_tier_normalised_metrics') }} as normalised
        on normalised.customer_id = targets.customer_id
        and normalised.scheme_code = targets.scheme_code
        and normalised.review_date = targets.review_date
        and normalised.trial_code = 'in_force'
),

solved as (
    select
        metrics.*,
        case
            when weight > 0
                then floor(
                    1000000 * cast((next_cut_score - cast(0.0000005 as numeric(9, 7))) * weight_present - other_weighted_sum as double)
                    / cast(weight as double)
                )
        end as millionths
    from metrics
),

tried as (
    select
        solved.*,
        cast(cast(case when millionths + steps.n < 0 then 0 else millionths + steps.n end as numeric(20, 0)) * cast(0.000001 as numeric(7, 6)) as numeric(20, 6))
            as tried_score
    from solved
    cross join (values (-1), (0), (1), (2)) as steps (n)
    where solved.millionths < 1000000000
)

select
    customer_id,
    scheme_code,
    review_date,
    metric_code,
    min(case when {{ weighted_score('(other_weighted_sum + weight * tried_score)', 'weight_present') }} >= next_cut_score then tried_score end)
        as required_score
from tried
where tried_score <= 100
group by customer_id, scheme_code, review_date, metric_code
