-- grain: one row per opportunity and factor

-- A deal's own evidence against what the customer showed elsewhere: its shares without that evidence are the prior.
with customer_shares as (
    select * from {{ ref('int_customer_factor_shares') }}
    where assumption_code = 'as_assumed'
),

deal_weights as (
    select
        evidence.opportunity_id,
        evidence.factor,
        sum(evidence.weighted_strength) as evidence_weight,
        sum(case when evidence.customer_id = deals.customer_id then evidence.weighted_strength else 0 end) as customer_evidence_weight
    from {{ ref('int_factor_evidence') }} as evidence
    inner join {{ ref('fct_opportunities') }} as deals on deals.opportunity_id = evidence.opportunity_id
    group by evidence.opportunity_id, evidence.factor
),

weights as (
    select
        deals.opportunity_id,
        deals.customer_id,
        customer_shares.factor,
        customer_shares.market_share_prior,
        customer_shares.prior_weight as customer_prior_weight,
        coalesce(deal_weights.evidence_weight, 0) as evidence_weight,
        customer_shares.evidence_weight - coalesce(deal_weights.customer_evidence_weight, 0) as other_evidence_weight
    from {{ ref('fct_opportunities') }} as deals
    inner join customer_shares on customer_shares.customer_id = deals.customer_id
    left join deal_weights
        on deal_weights.opportunity_id = deals.opportunity_id
        and deal_weights.factor = customer_shares.factor
),

totals as (
    select
        *,
        sum(evidence_weight) over (partition by opportunity_id) as total_evidence_weight,
        sum(other_evidence_weight) over (partition by opportunity_id) as total_other_evidence_weight,
        {{ policy_parameter('purchase_factor_parameters', 'deal_prior_weight') }} as prior_weight
    from weights
),

with_priors as (
    select
        *,
        {{ factor_share('customer_prior_weight', 'market_share_prior', 'other_evidence_weight', 'total_other_evidence_weight') }}
            as customer_prior_share
    from totals
),

stated as (
    select
        *,
        {{ factor_share('prior_weight', 'customer_prior_share', 'evidence_weight', 'total_evidence_weight') }} as factor_share,
        {{ ratio('total_evidence_weight', 'prior_weight + total_evidence_weight') }} as confidence_rate,
        total_evidence_weight = 0 as is_prior_only,
        total_evidence_weight = 0 and total_other_evidence_weight = 0 as is_market_prior_only
    from with_priors
)

select
    *,
    row_number() over (
        partition by opportunity_id
        order by cast(factor_share as numeric(18, 12)) desc nulls last, market_share_prior desc nulls last, factor
    ) as factor_rank
from stated
