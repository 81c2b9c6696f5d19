-- grain: one row per won or lost opportunity with a stated reason that speaks for a factor
{{ config(materialized='ephemeral') }}

-- Each deal argued again with what was known the day before it closed: evidence is aged to the closing date, and the
-- deal's own outcome takes no part.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

decided_deals as (
    select
        deals.opportunity_id,
        deals.customer_id,
        deals.stage,
        deals.closed_date,
        reasons.factor as stated_factor
    from {{ ref('fct_opportunities') }} as deals
    cross join current_review
    inner join {{ ref('purchase_reason_factors') }} as reasons
        on reasons.reason = lower(case when deals.stage = 'won' then deals.won_reason else deals.lost_reason end)
        and {{ in_force('reasons', 'current_review.review_date') }}
    where deals.stage in ('won', 'lost') and deals.closed_date is not null
),

earlier_evidence as (
    select
        deals.opportunity_id,
        evidence.factor,
        evidence.opportunity_id = deals.opportunity_id as is_of_this_deal,
        cast(
            {{ evidence_weight('evidence.source_weight', 'evidence.observed_on', 'deals.closed_date') }} * cast(evidence.strength as double)
            as numeric(18, 12)
        ) as weighted_strength
    from decided_deals as deals
    inner join {{ ref('int_factor_evidence') }} as evidence
        on evidence.customer_id = deals.customer_id
        and evidence.observed_on < deals.closed_date
),

weights as (
    select
        deals.*,
        priors.factor,
        priors.market_share_prior,
        coalesce(sum(case when evidence.is_of_this_deal then evidence.weighted_strength end), 0) as deal_weight,
        coalesce(sum(case when not coalesce(evidence.is_of_this_deal, false) then evidence.weighted_strength end), 0) as other_weight
    from decided_deals as deals
    cross join {{ ref('int_factor_priors') }} as priors
    left join earlier_evidence as evidence
        on evidence.opportunity_id = deals.opportunity_id
        and evidence.factor = priors.factor
    where priors.assumption_code = 'as_assumed'
    group by all
),

totals as (
    select
        *,
        sum(deal_weight) over (partition by opportunity_id) as total_deal_weight,
        sum(other_weight) over (partition by opportunity_id) as total_other_weight,
        {{ policy_parameter('purchase_factor_parameters', 'customer_prior_weight') }} as customer_prior_weight,
        {{ policy_parameter('purchase_factor_parameters', 'deal_prior_weight') }} as deal_prior_weight
    from weights
),

shares as (
    select
        *,
        {{ factor_share(
            'deal_prior_weight',
            factor_share('customer_prior_weight', 'market_share_prior', 'other_weight', 'total_other_weight'),
            'deal_weight',
            'total_deal_weight',
        ) }} as factor_share,
        {{ ratio('total_deal_weight + total_other_weight', 'customer_prior_weight + total_deal_weight + total_other_weight') }}
            as confidence_rate
    from totals
),

first_factors as (
    select *
    from shares
    qualify row_number() over (
        partition by opportunity_id
        order by cast(factor_share as numeric(18, 12)) desc nulls last, market_share_prior desc nulls last, factor
    ) = 1
)

select
    opportunity_id,
    customer_id,
    stage,
    closed_date,
    stated_factor,
    case when total_deal_weight + total_other_weight > 0 then factor end as first_factor_before_closing,
    factor_share as first_factor_share,
    confidence_rate,
    confidence_rate < {{ policy_parameter('purchase_factor_parameters', 'mismatch_confidence_minimum') }} as is_evidence_thin
from first_factors
