-- grain: one row per piece of evidence on what a customer buys for, known at the current review

-- What people told us, and what behaviour suggests by rule: a loss for a stated reason speaks for its factor, a win above
-- the peers' median price half each for value and relationship. Evidence on a deal that was not delivered counts for
-- the customer. Weighted strengths are decimals, so that their sums are repeatable.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

deals as (
    select * from {{ ref('fct_opportunities') }}
),

delivered as (
    select
        evidence.evidence_id,
        coalesce(members.customer_id, 'unknown') as customer_id,
        deals.opportunity_id,
        evidence.factor,
        evidence.strength,
        evidence.source,
        evidence.observed_on,
        coalesce(evidence.purchase_scene, deals.purchase_scene) as purchase_scene,
        false as is_derived
    from {{ ref('stg_purchase_factor_evidence') }} as evidence
    left join {{ ref('bridge_customer_members') }} as members
        on members.member_customer_id = evidence.customer_id
    left join deals on deals.opportunity_id = evidence.opportunity_id
),

losses as (
    select
        'loss reason of ' || deals.opportunity_id as evidence_id,
        deals.customer_id,
        deals.opportunity_id,
        reasons.factor,
        reasons.strength,
        'inferred' as source,
        deals.closed_date as observed_on,
        deals.purchase_scene,
        true as is_derived
    from deals
    cross join current_review
    inner join {{ ref('purchase_reason_factors') }} as reasons
        on reasons.reason = lower(deals.lost_reason)
        and {{ in_force('reasons', 'current_review.review_date') }}
    where deals.stage = 'lost' and deals.closed_date is not null
),

premium_wins as (
    select
        'price of ' || deals.opportunity_id || ' for ' || factors.factor as evidence_id,
        deals.customer_id,
        deals.opportunity_id,
        factors.factor,
        {{ policy_parameter('purchase_factor_parameters', 'premium_win_strength') }} as strength,
        'inferred' as source,
        deals.closed_date as observed_on,
        deals.purchase_scene,
        true as is_derived
    from deals
    inner join {{ ref('int_deal_price_levels') }} as price_levels on price_levels.opportunity_id = deals.opportunity_id
    cross join (select factor from (values ('value'), ('relationship')) as v (factor)) as factors
    where deals.stage = 'won' and deals.closed_date is not null and price_levels.is_price_above_peers
),

all_evidence as (
    select * from delivered
    union all
    select * from losses where {{ policy_parameter('purchase_factor_parameters', 'use_inferred_evidence') }} = 1
    union all
    select * from premium_wins where {{ policy_parameter('purchase_factor_parameters', 'use_inferred_evidence') }} = 1
),

weighed as (
    select
        all_evidence.*,
        sources.source_weight,
        {{ evidence_weight('sources.source_weight', 'all_evidence.observed_on', 'current_review.review_date') }} as weight
    from all_evidence
    inner join current_review on all_evidence.observed_on <= current_review.review_date
    inner join {{ ref('purchase_evidence_sources') }} as sources
        on sources.source = all_evidence.source
        and {{ in_force('sources', 'current_review.review_date') }}
)

select
    evidence_id,
    customer_id,
    opportunity_id,
    factor,
    cast(strength as numeric(8, 6)) as strength,
    source,
    source_weight,
    observed_on,
    purchase_scene,
    is_derived,
    source = 'inferred' as is_inferred,
    cast(weight as double) as weight,
    cast(weight * cast(strength as double) as numeric(18, 12)) as weighted_strength
from weighed
