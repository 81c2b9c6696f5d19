-- grain: one row per assumption on the labels, open or lost opportunity and mismatch type

-- What our side put forward against what the customer ranks first, only where the evidence is strong enough to say so.
with deals as (
    select * from {{ ref('fct_opportunities') }}
    where is_open or stage = 'lost'
),

strongest_emphasis as (
    select opportunity_id, factor as emphasised_factor
    from {{ ref('stg_selling_emphasis') }}
    where emphasis > 0
    qualify row_number() over (partition by opportunity_id order by emphasis desc nulls last, factor) = 1
),

confident_customers as (
    select * from {{ ref('int_customer_first_factors') }}
    where first_factor is not null
        and confidence_rate >= {{ policy_parameter('purchase_factor_parameters', 'mismatch_confidence_minimum') }}
),

compared as (
    select
        customers.assumption_code,
        deals.opportunity_id,
        deals.customer_id,
        deals.stage,
        deals.is_open,
        deals.amount,
        customers.first_factor,
        customers.confidence_rate,
        customers.has_inferred_evidence,
        strongest_emphasis.emphasised_factor,
        coalesce(price_levels.is_discount_above_peers, false) as is_discount_above_peers,
        customers.first_factor = 'price' as is_price_sensitive,
        customers.price_rank = 3
        or cast(customers.price_share as numeric(18, 12)) <= {{ policy_parameter('purchase_factor_parameters', 'price_insensitive_share_maximum') }}
            as is_price_insensitive
    from deals
    inner join confident_customers as customers on customers.customer_id = deals.customer_id
    left join strongest_emphasis on strongest_emphasis.opportunity_id = deals.opportunity_id
    left join {{ ref('int_deal_price_levels') }} as price_levels on price_levels.opportunity_id = deals.opportunity_id
),

mismatches as (
    select
        *,
        'price_led_on_price_insensitive' as mismatch_type,
        'price' as led_with_factor
    from compared
    where is_price_insensitive and (emphasised_factor = 'price' or is_discount_above_peers)
    union all
    select *, 'differentiation_led_on_price_sensitive', emphasised_factor
    from compared
    where is_price_sensitive and emphasised_factor = 'value'
    union all
    select *, 'relationship_neglected', emphasised_factor
    from compared
    where first_factor = 'relationship' and emphasised_factor <> 'relationship'
)

select * from mismatches
