-- grain: one row per customer, product category, fiscal year and named competitor

-- The figure of each member is chosen like its wallet. `us` and `other` are the shares mart's own words and no competitor's name.
with chosen as (
    {{ chosen_spend(
        ref('stg_competitor_spend'),
        keys=['customer_id', 'product_category', 'fiscal_year', 'competitor_name'],
        named_sources_only=false,
        condition="lower(observations.competitor_name) not in ('us', 'other')",
    ) }}
)

select
    coalesce(members.customer_id, 'unknown') as customer_id,
    chosen.product_category,
    chosen.fiscal_year,
    chosen.competitor_name,
    cast(sum({{ at_rate('chosen.spend_amount', 'chosen.exchange_rate') }}) as {{ amount_type() }}) as spend_amount,
    max(case when chosen.is_stale then 1 else 0 end) = 1 as is_stale,
    max(case when chosen.is_estimated then 1 else 0 end) = 1 as is_estimated
from chosen
left join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = chosen.customer_id
group by coalesce(members.customer_id, 'unknown'), chosen.product_category, chosen.fiscal_year, chosen.competitor_name
having sum({{ at_rate('chosen.spend_amount', 'chosen.exchange_rate') }}) is not null
