-- grain: one row per assumption on what the quoted labels mean and factor

with current_review as (
    select * from {{ ref('int_current_review') }}
)

select
    labels.assumption_code,
    labels.factor,
    priors.market_share_prior
from {{ ref('purchase_factor_labels') }} as labels
cross join current_review
inner join {{ ref('purchase_factor_market_priors') }} as priors
    on priors.label_code = labels.label_code
    and {{ in_force('priors', 'current_review.review_date') }}
where {{ in_force('labels', 'current_review.review_date') }}
