-- grain: one row per assumption on the labels and customer or prospect

-- A customer of whom nothing is known but the market's prior has no first factor.
select
    assumption_code,
    customer_id,
    max(case when factor_rank = 1 and not is_prior_only then factor end) as first_factor,
    max(case when factor = 'price' then factor_rank end) as price_rank,
    max(case when factor = 'price' then factor_share end) as price_share,
    max(confidence_rate) as confidence_rate,
    max(case when is_prior_only then 1 else 0 end) = 1 as is_prior_only,
    max(case when inferred_evidence_weight > 0 then 1 else 0 end) = 1 as has_inferred_evidence
from {{ ref('int_customer_factor_shares') }}
group by assumption_code, customer_id
