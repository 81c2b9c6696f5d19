-- grain: one row per customer, product category, fiscal year and named competitor

-- The figure of each member is chosen like its wallet: best source that is not stale, else best stale one, latest observation.
with competitor_spend as (
    select * from {{ ref('stg_competitor_spend') }}
),

current_review as (
    select * from {{ ref('int_current_review') }}
),

wallet_sources as (
    select wallet_sources.*
    from {{ ref('wallet_sources') }} as wallet_sources
    inner join current_review
        on wallet_sources.valid_from <= current_review.review_date
        and (wallet_sources.valid_to is null or wallet_sources.valid_to > current_review.review_date)
),

-- `us` and `other` are the shares mart's own words and no competitor's name
observed as (
    select
        competitor_spend.*,
        coalesce(members.customer_id, 'unknown') as group_customer_id,
        {{ smaller_of(fiscal_year_end_date('competitor_spend.fiscal_year'), 'current_review.review_date') }} as valuation_date
    from competitor_spend
    inner join current_review
        on competitor_spend.observed_on <= current_review.review_date
        and competitor_spend.fiscal_year <= current_review.fiscal_year
    left join {{ ref('bridge_customer_members') }} as members
        on members.member_customer_id = competitor_spend.customer_id
    where lower(competitor_spend.competitor_name) not in ('us', 'other')
),

latest_by_source as (
    select *
    from observed
    qualify row_number() over (
        partition by customer_id, product_category, fiscal_year, competitor_name, source
        order by observed_on desc nulls last, spend_amount desc nulls last, currency
    ) = 1
),

stated as (
    select
        latest_by_source.*,
        wallet_sources.source_priority,
        coalesce(wallet_sources.is_estimated, true) as is_estimated,
        observed_on < {{ add_months('valuation_date', '-cast(' ~ policy_parameter('wallet_parameters', 'stale_after_months') ~ ' as integer)') }}
            as is_stale,
        case when latest_by_source.currency = '{{ var("reporting_currency") }}' then 1 else exchange_rates.exchange_rate end
            as exchange_rate
    from latest_by_source
    left join wallet_sources on wallet_sources.source = latest_by_source.source
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = latest_by_source.currency
        and exchange_rates.rate_date = latest_by_source.valuation_date
),

-- a source that policy does not name ranks behind all that it names
chosen as (
    select *
    from stated
    qualify row_number() over (
        partition by customer_id, product_category, fiscal_year, competitor_name
        order by case when is_stale then 1 else 0 end, source_priority nulls last, source
    ) = 1
)

select
    group_customer_id as customer_id,
    product_category,
    fiscal_year,
    competitor_name,
    cast(sum({{ at_rate('spend_amount', 'exchange_rate') }}) as {{ amount_type() }}) as spend_amount,
    max(case when is_stale then 1 else 0 end) = 1 as is_stale,
    max(case when is_estimated then 1 else 0 end) = 1 as is_estimated
from chosen
group by group_customer_id, product_category, fiscal_year, competitor_name
having sum({{ at_rate('spend_amount', 'exchange_rate') }}) is not null
