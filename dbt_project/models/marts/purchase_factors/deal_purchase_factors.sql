-- grain: one row per opportunity and factor

with shares as (
    select * from {{ ref('int_deal_factor_shares') }}
)

select
    cast(shares.opportunity_id as varchar) as opportunity_id,
    cast(deals.opened_date as date) as opened_date,
    cast(shares.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(deals.stage as varchar) as stage,
    cast(deals.purchase_scene as varchar) as purchase_scene,
    cast(shares.factor as varchar) as factor,
    cast(shares.factor_share as double) as factor_share,
    cast(shares.factor_rank as integer) as factor_rank,
    cast(shares.evidence_weight as double) as evidence_weight,
    cast(shares.confidence_rate as double) as confidence_rate,
    cast(shares.market_share_prior as double) as market_share_prior,
    cast(shares.customer_prior_share as double) as customer_prior_share,
    cast(shares.is_prior_only as boolean) as is_prior_only,
    cast(shares.is_market_prior_only as boolean) as is_market_prior_only
from shares
inner join {{ ref('fct_opportunities') }} as deals on deals.opportunity_id = shares.opportunity_id
left join {{ ref('dim_customers') }} as customers on customers.customer_id = shares.customer_id
