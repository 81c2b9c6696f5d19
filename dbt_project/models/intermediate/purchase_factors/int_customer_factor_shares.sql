-- grain: one row per assumption on the labels, customer or prospect and factor

with evidence as (
    select * from {{ ref('int_factor_evidence') }}
),

-- customers, and prospects about whom anything is known
subjects as (
    select customer_id from {{ ref('fct_customer_months') }} where is_customer_review
    union
    select customer_id from evidence
    union
    select customer_id from {{ ref('fct_opportunities') }}
),

weights as (
    select customer_id, factor, sum(weighted_strength) as evidence_weight
    from evidence
    group by customer_id, factor
),

totals as (
    select
        customer_id,
        sum(weighted_strength) as total_evidence_weight,
        sum(case when is_inferred then weighted_strength else 0 end) as inferred_evidence_weight,
        count(*) as evidence_count,
        max(observed_on) as latest_evidence_on
    from evidence
    group by customer_id
),

shares as (
    select
        priors.assumption_code,
        subjects.customer_id,
        priors.factor,
        priors.market_share_prior,
        coalesce(weights.evidence_weight, 0) as evidence_weight,
        coalesce(totals.total_evidence_weight, 0) as total_evidence_weight,
        coalesce(totals.inferred_evidence_weight, 0) as inferred_evidence_weight,
        coalesce(totals.evidence_count, 0) as evidence_count,
        totals.latest_evidence_on,
        {{ policy_parameter('purchase_factor_parameters', 'customer_prior_weight') }} as prior_weight
    from subjects
    cross join {{ ref('int_factor_priors') }} as priors
    left join weights on weights.customer_id = subjects.customer_id and weights.factor = priors.factor
    left join totals on totals.customer_id = subjects.customer_id
),

stated as (
    select
        *,
        {{ factor_share('prior_weight', 'market_share_prior', 'evidence_weight', 'total_evidence_weight') }} as factor_share,
        {{ ratio('total_evidence_weight', 'prior_weight + total_evidence_weight') }} as confidence_rate,
        total_evidence_weight = 0 as is_prior_only
    from shares
)

select
    *,
    row_number() over (
        partition by assumption_code, customer_id
        order by cast(factor_share as numeric(18, 12)) desc nulls last, market_share_prior desc nulls last, factor
    ) as factor_rank
from stated
