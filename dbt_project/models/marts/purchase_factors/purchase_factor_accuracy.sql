-- grain: one row per way of cutting the decided deals and its value

-- How often the first factor known before a deal closed was the reason stated afterwards, beside what always guessing
-- the market's first factor would have hit.
with argued_again as (
    select * from {{ ref('int_deal_factors_before_closing') }}
),

market_first as (
    select factor
    from {{ ref('int_factor_priors') }}
    where assumption_code = 'as_assumed'
    qualify row_number() over (order by market_share_prior desc nulls last, factor) = 1
),

cuts as (
    select 'all' as dimension, 'all' as dimension_value, argued_again.* from argued_again
    union all
    select 'outcome', stage, argued_again.* from argued_again
    union all
    select 'stated_factor', stated_factor, argued_again.* from argued_again
    union all
    select 'evidence', case when is_evidence_thin then 'thin' else 'sufficient' end, argued_again.* from argued_again
    union all
    select 'customer', customer_id, argued_again.* from argued_again
),

counted as (
    select
        cuts.dimension,
        cuts.dimension_value,
        count(*) as decided_deal_count,
        count(cuts.first_factor_before_closing) as argued_deal_count,
        count_if(coalesce(cuts.first_factor_before_closing, '') = cuts.stated_factor) as hit_count,
        count_if(cuts.first_factor_before_closing is not null and cuts.stated_factor = market_first.factor) as market_hit_count,
        count_if(cuts.is_evidence_thin) as thin_deal_count
    from cuts
    cross join market_first
    group by cuts.dimension, cuts.dimension_value
),

policy as (
    select {{ policy_parameter('purchase_factor_parameters', 'wilson_z') }} as wilson_z
)

select
    cast(counted.dimension as varchar) as dimension,
    cast(counted.dimension_value as varchar) as dimension_value,
    cast(counted.decided_deal_count as integer) as decided_deal_count,
    cast(counted.argued_deal_count as integer) as argued_deal_count,
    cast(counted.hit_count as integer) as hit_count,
    {{ ratio('counted.hit_count', 'counted.argued_deal_count') }} as hit_rate,
    {{ wilson_bound('counted.hit_count', 'counted.argued_deal_count', -1, 'policy.wilson_z') }} as hit_rate_low,
    {{ wilson_bound('counted.hit_count', 'counted.argued_deal_count', 1, 'policy.wilson_z') }} as hit_rate_high,
    {{ ratio('counted.market_hit_count', 'counted.argued_deal_count') }} as market_guess_hit_rate,
    cast(counted.thin_deal_count as integer) as thin_deal_count
from counted
cross join policy
