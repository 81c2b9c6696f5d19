-- grain: one row per customer or prospect and factor, at the current review

with shares as (
    select * from {{ ref('int_customer_factor_shares') }}
    where assumption_code = 'as_assumed'
),

customers_with_sales as (
    select distinct customer_id from {{ ref('fct_customer_months') }} where is_customer_review
)

select
    cast(shares.customer_id as varchar) as customer_id,
    cast(current_review.review_date as date) as review_date,
    cast(customers.customer_name as varchar) as customer_name,
    cast(customers_with_sales.customer_id is null as boolean) as is_prospect,
    cast(shares.factor as varchar) as factor,
    cast(shares.factor_share as double) as factor_share,
    cast(shares.factor_rank as integer) as factor_rank,
    cast(shares.evidence_weight as double) as evidence_weight,
    cast(shares.confidence_rate as double) as confidence_rate,
    cast(shares.market_share_prior as double) as market_share_prior,
    cast(shares.is_prior_only as boolean) as is_prior_only,
    cast(shares.confidence_rate < {{ policy_parameter('purchase_factor_parameters', 'mismatch_confidence_minimum') }} as boolean)
        as is_evidence_thin,
    cast(shares.evidence_count as integer) as evidence_count,
    {{ ratio('shares.inferred_evidence_weight', 'shares.total_evidence_weight') }} as inferred_evidence_rate,
    cast(shares.latest_evidence_on as date) as latest_evidence_on
from shares
cross join {{ ref('int_current_review') }} as current_review
left join {{ ref('dim_customers') }} as customers on customers.customer_id = shares.customer_id
left join customers_with_sales on customers_with_sales.customer_id = shares.customer_id
