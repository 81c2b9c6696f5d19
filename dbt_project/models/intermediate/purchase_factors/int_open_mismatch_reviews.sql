-- grain: one row per open deal with a mismatch today, mismatch type and review since the deal was opened

-- Whether the mismatch held at each earlier review: the customer's evidence is weighed again as of it. What our side put
-- forward has no date and is taken as it stands.
with mismatches as (
    select
        mismatches.*,
        deals.opened_date
    from {{ ref('int_factor_mismatches') }} as mismatches
    inner join {{ ref('fct_opportunities') }} as deals on deals.opportunity_id = mismatches.opportunity_id
    where mismatches.assumption_code = 'as_assumed' and mismatches.is_open
),

reviews as (
    select month_end_date as review_date from {{ ref('dim_months') }} where is_review
),

customer_reviews as (
    select mismatches.customer_id, reviews.review_date
    from mismatches
    inner join reviews on reviews.review_date >= mismatches.opened_date
    group by mismatches.customer_id, reviews.review_date
),

weights as (
    select
        customer_reviews.customer_id,
        customer_reviews.review_date,
        evidence.factor,
        sum(cast(
            {{ evidence_weight('evidence.source_weight', 'evidence.observed_on', 'customer_reviews.review_date') }}
            * cast(evidence.strength as double) as numeric(18, 12)
        )) as evidence_weight
    from customer_reviews
    inner join {{ ref('int_factor_evidence') }} as evidence
        on evidence.customer_id = customer_reviews.customer_id
        and evidence.observed_on <= customer_reviews.review_date
    group by customer_reviews.customer_id, customer_reviews.review_date, evidence.factor
),

weights_by_factor as (
    select
        customer_reviews.customer_id,
        customer_reviews.review_date,
        priors.factor,
        priors.market_share_prior,
        coalesce(weights.evidence_weight, 0) as evidence_weight,
        sum(coalesce(weights.evidence_weight, 0)) over (partition by customer_reviews.customer_id, customer_reviews.review_date)
            as total_evidence_weight,
        {{ policy_parameter('purchase_factor_parameters', 'customer_prior_weight') }} as prior_weight
    from customer_reviews
    cross join {{ ref('int_factor_priors') }} as priors
    left join weights
        on weights.customer_id = customer_reviews.customer_id
        and weights.review_date = customer_reviews.review_date
        and weights.factor = priors.factor
    where priors.assumption_code = 'as_assumed'
),

shares as (
    select
        *,
        {{ factor_share('prior_weight', 'market_share_prior', 'evidence_weight', 'total_evidence_weight') }} as factor_share
    from weights_by_factor
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, review_date
            order by cast(factor_share as numeric(18, 12)) desc nulls last, market_share_prior desc nulls last, factor
        ) as factor_rank
    from shares
),

customer_states as (
    select
        customer_id,
        review_date,
        max(case when factor_rank = 1 then factor end) as first_factor,
        max(case when factor = 'price' then factor_rank end) as price_rank,
        max(case when factor = 'price' then cast(factor_share as numeric(18, 12)) end) as price_share,
        {{ ratio('max(total_evidence_weight)', 'max(prior_weight + total_evidence_weight)') }} as confidence_rate
    from ranked
    group by customer_id, review_date
)

select
    mismatches.opportunity_id,
    mismatches.mismatch_type,
    states.review_date,
    states.confidence_rate >= {{ policy_parameter('purchase_factor_parameters', 'mismatch_confidence_minimum') }}
    and case mismatches.mismatch_type
        when 'price_led_on_price_insensitive'
            then states.price_rank = 3
                or states.price_share <= {{ policy_parameter('purchase_factor_parameters', 'price_insensitive_share_maximum') }}
        when 'differentiation_led_on_price_sensitive' then states.first_factor = 'price'
        else states.first_factor = 'relationship'
    end as is_mismatch
from mismatches
inner join customer_states as states
    on states.customer_id = mismatches.customer_id
    and states.review_date >= mismatches.opened_date
