-- grain: one row per segment kind, segment and factor, at the current review

-- A segment pools the evidence of all its customers against the market's prior.
with evidence as (
    select * from {{ ref('int_factor_evidence') }}
),

current_review as (
    select * from {{ ref('int_current_review') }}
),

tiers as (
    select tiers.customer_id, tiers.effective_tier_code
    from {{ ref('customer_tiers') }} as tiers
    inner join current_review on current_review.review_date = tiers.review_date
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
),

customers as (
    select distinct customer_id from {{ ref('int_customer_factor_shares') }}
),

memberships as (
    select 'tier' as segment_kind, tiers.effective_tier_code as segment_code, tiers.customer_id
    from tiers
    union all
    select 'industry', coalesce(accounts.industry, 'unknown'), customers.customer_id
    from customers
    left join {{ ref('dim_customers') }} as accounts on accounts.customer_id = customers.customer_id
),

segment_evidence as (
    select memberships.segment_kind, memberships.segment_code, evidence.factor, evidence.customer_id, evidence.weighted_strength
    from memberships
    inner join evidence on evidence.customer_id = memberships.customer_id
    union all
    select 'purchase_scene', evidence.purchase_scene, evidence.factor, evidence.customer_id, evidence.weighted_strength
    from evidence
    where evidence.purchase_scene is not null
),

segments as (
    select segment_kind, segment_code, count(distinct customer_id) as customer_count
    from (
        select segment_kind, segment_code, customer_id from memberships
        union
        select 'purchase_scene', purchase_scene, customer_id from {{ ref('fct_opportunities') }} where purchase_scene is not null
        union
        select segment_kind, segment_code, customer_id from segment_evidence
    ) as segment_customers
    group by segment_kind, segment_code
),

weights as (
    select segment_kind, segment_code, factor, sum(weighted_strength) as evidence_weight
    from segment_evidence
    group by segment_kind, segment_code, factor
),

totals as (
    select segment_kind, segment_code, sum(weighted_strength) as total_evidence_weight, count(distinct customer_id) as heard_customer_count
    from segment_evidence
    group by segment_kind, segment_code
),

shares as (
    select
        segments.*,
        priors.factor,
        priors.market_share_prior,
        coalesce(weights.evidence_weight, 0) as evidence_weight,
        coalesce(totals.total_evidence_weight, 0) as total_evidence_weight,
        coalesce(totals.heard_customer_count, 0) as heard_customer_count,
        {{ policy_parameter('purchase_factor_parameters', 'customer_prior_weight') }} as prior_weight
    from segments
    cross join {{ ref('int_factor_priors') }} as priors
    left join weights
        on weights.segment_kind = segments.segment_kind
        and weights.segment_code = segments.segment_code
        and weights.factor = priors.factor
    left join totals
        on totals.segment_kind = segments.segment_kind
        and totals.segment_code = segments.segment_code
    where priors.assumption_code = 'as_assumed'
),

stated as (
    select
        *,
        {{ factor_share('prior_weight', 'market_share_prior', 'evidence_weight', 'total_evidence_weight') }} as factor_share
    from shares
)

select
    cast(segment_kind as varchar) as segment_kind,
    cast(segment_code as varchar) as segment_code,
    cast(factor as varchar) as factor,
    cast(factor_share as double) as factor_share,
    cast(row_number() over (
        partition by segment_kind, segment_code
        order by cast(factor_share as numeric(18, 12)) desc nulls last, market_share_prior desc nulls last, factor
    ) as integer) as factor_rank,
    cast(evidence_weight as double) as evidence_weight,
    {{ ratio('total_evidence_weight', 'prior_weight + total_evidence_weight') }} as confidence_rate,
    cast(market_share_prior as double) as market_share_prior,
    cast(total_evidence_weight = 0 as boolean) as is_prior_only,
    cast(customer_count as integer) as customer_count,
    {{ ratio('heard_customer_count', 'customer_count') }} as customer_coverage_rate
from stated
