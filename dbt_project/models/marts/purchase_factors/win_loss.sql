-- grain: one row per way of cutting the closed deals and its value

-- A reason says why a deal was lost, so it has losses and their share only. No decision is neither won nor lost.
with closed_deals as (
    select * from {{ ref('fct_opportunities') }}
    where not is_open
),

-- what the deal is decided by, where anything but the market's prior is known
first_factors as (
    select opportunity_id, factor
    from {{ ref('int_deal_factor_shares') }}
    where factor_rank = 1 and not is_market_prior_only
),

cuts as (
    select 'all' as dimension, 'all' as dimension_value, stage, amount from closed_deals
    union all
    select 'reason', coalesce(lost_reason, 'unknown'), stage, amount from closed_deals where stage = 'lost'
    union all
    select 'competitor', coalesce(competitor_name, 'unknown'), stage, amount from closed_deals
    union all
    select 'category', coalesce(product_category, 'unknown'), stage, amount from closed_deals
    union all
    select 'factor', coalesce(first_factors.factor, 'unknown'), closed_deals.stage, closed_deals.amount
    from closed_deals
    left join first_factors on first_factors.opportunity_id = closed_deals.opportunity_id
),

counted as (
    select
        dimension,
        dimension_value,
        count_if(stage = 'won') as win_count,
        count_if(stage = 'lost') as loss_count,
        count_if(stage = 'no_decision') as no_decision_count,
        sum(case when stage = 'won' then amount end) as won_amount,
        sum(case when stage = 'lost' then amount end) as lost_amount
    from cuts
    group by dimension, dimension_value
),

totals as (
    select
        *,
        win_count + loss_count as decided_count,
        sum(loss_count) over (partition by dimension) as dimension_loss_count
    from counted
),

policy as (
    select {{ policy_parameter('purchase_factor_parameters', 'wilson_z') }} as wilson_z
)

{% set not_reason = "case when totals.dimension <> 'reason' then " -%}
select
    cast(totals.dimension as varchar) as dimension,
    cast(totals.dimension_value as varchar) as dimension_value,
    cast({{ not_reason }} totals.win_count end as integer) as win_count,
    cast(totals.loss_count as integer) as loss_count,
    cast({{ not_reason }} totals.no_decision_count end as integer) as no_decision_count,
    {{ not_reason }} {{ ratio('totals.win_count', 'totals.decided_count') }} end as win_rate,
    {{ not_reason }} {{ wilson_bound('totals.win_count', 'totals.decided_count', -1, 'policy.wilson_z') }} end as win_rate_low,
    {{ not_reason }} {{ wilson_bound('totals.win_count', 'totals.decided_count', 1, 'policy.wilson_z') }} end as win_rate_high,
    {{ ratio('totals.loss_count', 'totals.dimension_loss_count') }} as loss_share_rate,
    cast({{ not_reason }} totals.won_amount end as {{ amount_type() }}) as won_amount,
    cast(totals.lost_amount as {{ amount_type() }}) as lost_amount,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from totals
cross join policy
