-- grain: one row per customer and review

-- What shows that a customer could buy more: room in its wallet and movement. Wallets and deals count as they were known
-- at the review; a deal that closed after it was still open then, at the chance of a deal whose stage is not known.
with reviews as (
    select customer_id, month_end_date as review_date, month_index, fiscal_year
    from {{ ref('fct_customer_months') }}
    where is_customer_review
        and customer_id <> 'unknown'
),

deliveries as (
    select
        count_if(table_name = 'category_spend' and is_delivered) > 0 as has_wallets,
        count_if(table_name = 'opportunities' and is_delivered) > 0 as has_deals
    from {{ ref('stg_landing_tables') }}
),

-- the latest fiscal year whose wallet was known, per category
known_wallets as (
    select
        reviews.customer_id,
        reviews.review_date,
        reviews.month_index,
        wallets.product_category,
        wallets.wallet_low_amount,
        wallets.is_estimated
    from reviews
    inner join {{ ref('int_customer_wallets') }} as wallets
        on wallets.customer_id = reviews.customer_id
        and wallets.wallet_observed_on <= reviews.review_date
        and wallets.fiscal_year <= reviews.fiscal_year
    qualify row_number() over (
        partition by reviews.customer_id, reviews.review_date, wallets.product_category
        order by wallets.fiscal_year desc nulls last
    ) = 1
),

category_sales as (
    select
        known_wallets.customer_id,
        known_wallets.review_date,
        known_wallets.product_category,
        sum(sales.net_amount) as net_sales_12m_amount
    from known_wallets
    inner join {{ ref('fct_category_sales') }} as sales
        on sales.customer_id = known_wallets.customer_id
        and sales.product_category = known_wallets.product_category
        and sales.month_index between known_wallets.month_index - 11 and known_wallets.month_index
    group by known_wallets.customer_id, known_wallets.review_date, known_wallets.product_category
),

-- a category in which we sold more than its low wallet leaves no room, and takes none from the others
headrooms as (
    select
        known_wallets.customer_id,
        known_wallets.review_date,
        sum(case
            when known_wallets.wallet_low_amount > coalesce(category_sales.net_sales_12m_amount, 0)
                then known_wallets.wallet_low_amount - coalesce(category_sales.net_sales_12m_amount, 0)
            else 0
        end) as headroom_amount,
        count_if(known_wallets.is_estimated) > 0 as is_wallet_estimated
    from known_wallets
    left join category_sales
        on category_sales.customer_id = known_wallets.customer_id
        and category_sales.review_date = known_wallets.review_date
        and category_sales.product_category = known_wallets.product_category
    where known_wallets.wallet_low_amount is not null
    group by known_wallets.customer_id, known_wallets.review_date
),

deals as (
    select * from {{ ref('fct_opportunities') }}
),

deals_at_reviews as (
    select
        reviews.customer_id,
        reviews.review_date,
        count_if(
            deals.stage = 'won'
            and deals.closed_date <= reviews.review_date
            and {{ month_index('deals.closed_date') }} > reviews.month_index - 12
        ) as won_deal_count,
        sum(case
            when deals.closed_date is null or deals.closed_date > reviews.review_date
                then cast({{ at_rate('deals.document_amount', 'exchange_rates.exchange_rate') }} as numeric(24, 8))
                    * cast(case when deals.is_open then deals.win_probability else unknown_stages.win_probability end as numeric(8, 6))
        end) as open_weighted_amount
    from reviews
    inner join deals
        on deals.customer_id = reviews.customer_id
        and deals.opened_date <= reviews.review_date
        and (deals.closed_date is null or {{ month_index('deals.closed_date') }} > reviews.month_index - 12)
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = deals.currency
        and exchange_rates.rate_date = reviews.review_date
    left join {{ ref('stage_win_probabilities') }} as unknown_stages
        on unknown_stages.stage = 'open'
        and {{ in_force('unknown_stages', 'reviews.review_date') }}
    group by reviews.customer_id, reviews.review_date
)

select
    reviews.customer_id,
    reviews.review_date,
    deliveries.has_wallets,
    deliveries.has_deals,
    cast(headrooms.headroom_amount as {{ amount_type() }}) as headroom_amount,
    coalesce(headrooms.is_wallet_estimated, false) as is_wallet_estimated,
    coalesce(deals_at_reviews.won_deal_count, 0) as won_deal_count,
    cast(coalesce(deals_at_reviews.open_weighted_amount, 0) as {{ amount_type() }}) as open_weighted_amount
from reviews
cross join deliveries
left join headrooms on headrooms.customer_id = reviews.customer_id and headrooms.review_date = reviews.review_date
left join deals_at_reviews on deals_at_reviews.customer_id = reviews.customer_id and deals_at_reviews.review_date = reviews.review_date
