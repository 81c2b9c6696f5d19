-- grain: one row per customer, scheme and missing condition at the current review whose next tier is entered by the test
{{ config(materialized='ephemeral') }}

-- For potential the rungs are headroom and the three kinds of movement. One alone helps where it is the only thing missing.
with targets as (
    select
        targets.*,
        trials.headroom_share_rate as share_needed,
        trials.movement_growth_rate as growth_needed,
        trials.movement_open_deals_rate as deals_needed,
        coalesce(targets.has_headroom, true) as is_headroom_enough,
        targets.movements_needed - targets.movement_count as movements_missing
    from {{ ref('int_ladder_targets') }} as targets
    inner join {{ ref('int_tier_trials') }} as trials
        on trials.scheme_code = targets.scheme_code
        and trials.review_date = targets.review_date
        and trials.trial_code = 'in_force'
    where targets.next_entry_rule = 'test'
),

rungs as (
    select
        targets.customer_id, targets.scheme_code, targets.review_date,
        'headroom' as metric_code,
        cast(headroom_amount as double) as current_value,
        case
            when net_sales_12m_amount * share_needed > cast(0.01 as numeric(20, 8))
                then {{ rounded_up_to_cent('net_sales_12m_amount * share_needed') }}
            else cast(0.01 as numeric(28, 8))
        end as required_value,
        movements_missing <= 0 as is_enough,
        is_headroom_enough as is_met,
        is_next_floor_met, is_unrated, is_lapsed_lifetime
    from targets
    where headroom_amount is not null
    union all
    select
        customer_id, scheme_code, review_date,
        'movement_growth',
        sales_growth_rate,
        cast(growth_needed as numeric(28, 8)),
        is_headroom_enough and movements_missing <= 1,
        has_growth = 1,
        is_next_floor_met, is_unrated, is_lapsed_lifetime
    from targets
    union all
    select
        customer_id, scheme_code, review_date,
        'movement_won_deal',
        cast(won_deal_count as double),
        cast(1 as numeric(28, 8)),
        is_headroom_enough and movements_missing <= 1,
        has_won_deal = 1,
        is_next_floor_met, is_unrated, is_lapsed_lifetime
    from targets
    where has_deals
    union all
    select
        customer_id, scheme_code, review_date,
        'movement_open_deals',
        cast(open_weighted_amount as double),
        case
            when net_sales_12m_amount * deals_needed > cast(0.01 as numeric(20, 8))
                then {{ rounded_up_to_cent('net_sales_12m_amount * deals_needed') }}
            else cast(0.01 as numeric(28, 8))
        end,
        is_headroom_enough and movements_missing <= 1,
        has_open_deals = 1,
        is_next_floor_met, is_unrated, is_lapsed_lifetime
    from targets
    where has_deals
)

select
    customer_id,
    scheme_code,
    review_date,
    metric_code,
    current_value,
    case when is_enough and is_next_floor_met and not is_unrated and not is_lapsed_lifetime then required_value end as required_value,
    case
        when is_unrated then 'unrated'
        when is_lapsed_lifetime then 'lapsed'
        when not is_next_floor_met then 'contribution_floor'
        when not is_enough and metric_code = 'headroom' then 'no_movement'
        when not is_enough then 'more_than_this_is_missing'
    end as blocking_reason
from rungs
where not is_met
