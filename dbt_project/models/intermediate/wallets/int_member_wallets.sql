-- grain: one row per account, product category and fiscal year with a delivered wallet: the figure that counts

-- The best source that is not stale wins, else the best stale one, flagged. Of one source the latest observation counts;
-- what was observed after the review does not exist.
with category_spend as (
    select * from {{ ref('stg_category_spend') }}
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

observed as (
    select
        category_spend.*,
        {{ smaller_of(fiscal_year_end_date('category_spend.fiscal_year'), 'current_review.review_date') }} as valuation_date
    from category_spend
    inner join current_review
        on category_spend.observed_on <= current_review.review_date
        and category_spend.fiscal_year <= current_review.fiscal_year
),

latest_by_source as (
    select *
    from observed
    qualify row_number() over (
        partition by customer_id, product_category, fiscal_year, source
        order by observed_on desc nulls last, spend_amount desc nulls last, currency
    ) = 1
),

stated as (
    select
        latest_by_source.*,
        wallet_sources.source_priority,
        wallet_sources.is_estimated,
        observed_on < {{ add_months('valuation_date', '-cast(' ~ policy_parameter('wallet_parameters', 'stale_after_months') ~ ' as integer)') }}
            as is_stale,
        case when latest_by_source.currency = '{{ var("reporting_currency") }}' then 1 else exchange_rates.exchange_rate end
            as exchange_rate
    from latest_by_source
    inner join wallet_sources on wallet_sources.source = latest_by_source.source
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = latest_by_source.currency
        and exchange_rates.rate_date = latest_by_source.valuation_date
),

chosen as (
    select *
    from stated
    qualify row_number() over (
        partition by customer_id, product_category, fiscal_year
        order by case when is_stale then 1 else 0 end, source_priority, source
    ) = 1
)

select
    customer_id as member_customer_id,
    product_category,
    fiscal_year,
    source,
    source_priority,
    is_estimated,
    is_stale,
    observed_on,
    {{ at_rate('spend_amount', 'exchange_rate') }} as wallet_amount,
    {{ at_rate('coalesce(spend_low_amount, spend_amount)', 'exchange_rate') }} as wallet_low_amount,
    {{ at_rate('coalesce(spend_high_amount, spend_amount)', 'exchange_rate') }} as wallet_high_amount
from chosen
