-- grain: one row per scheme, review, tier held at the review before and tier held now

select
    cast(tiers.scheme_code as varchar) as scheme_code,
    cast(tiers.review_date as date) as review_date,
    cast(coalesce(tiers.previous_effective_tier_code, 'new') as varchar) as from_tier_code,
    cast(tiers.effective_tier_code as varchar) as to_tier_code,
    cast(count(*) as bigint) as customer_count,
    cast(sum(metrics.contribution_12m_amount) as {{ amount_type() }}) as contribution_12m_amount,
    cast(sum(metrics.net_sales_12m_amount) as {{ amount_type() }}) as net_sales_12m_amount,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from {{ ref('customer_tiers') }} as tiers
inner join {{ ref('customer_value_metrics') }} as metrics
    on metrics.customer_id = tiers.customer_id
    and metrics.review_date = tiers.review_date
group by
    tiers.scheme_code,
    tiers.review_date,
    coalesce(tiers.previous_effective_tier_code, 'new'),
    tiers.effective_tier_code
