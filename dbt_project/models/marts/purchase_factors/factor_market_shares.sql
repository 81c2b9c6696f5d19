-- grain: one row per factor, and `unknown` for customers of whom nothing but the prior is known

-- How much of our market chooses by which factor: wallet where one is known, else twelve months of sales.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

customers as (
    select metrics.customer_id, metrics.net_sales_12m_amount
    from {{ ref('customer_value_metrics') }} as metrics
    inner join current_review on current_review.review_date = metrics.review_date
),

wallets as (
    select
        wallets.customer_id,
        sum(wallets.wallet_amount) as wallet_amount,
        sum(case when wallets.is_estimated then wallets.wallet_amount else 0 end) as estimated_amount
    from {{ ref('int_customer_wallets') }} as wallets
    inner join {{ ref('int_latest_complete_year') }} as latest_year on latest_year.fiscal_year = wallets.fiscal_year
    group by wallets.customer_id
),

amounts as (
    select
        coalesce(first_factors.first_factor, 'unknown') as factor,
        customers.customer_id,
        coalesce(wallets.wallet_amount, customers.net_sales_12m_amount) as amount,
        coalesce(wallets.estimated_amount, 0) as estimated_amount,
        wallets.customer_id is not null as has_wallet
    from customers
    left join wallets on wallets.customer_id = customers.customer_id
    left join {{ ref('int_customer_first_factors') }} as first_factors
        on first_factors.customer_id = customers.customer_id
        and first_factors.assumption_code = 'as_assumed'
),

factors as (
    select factor, market_share_prior from {{ ref('int_factor_priors') }} where assumption_code = 'as_assumed'
    union all
    select 'unknown', null
),

summed as (
    select
        factors.factor,
        factors.market_share_prior,
        count(amounts.customer_id) as customer_count,
        count_if(amounts.has_wallet) as wallet_customer_count,
        coalesce(sum(amounts.amount), 0) as amount,
        coalesce(sum(amounts.estimated_amount), 0) as estimated_amount
    from factors
    left join amounts on amounts.factor = factors.factor
    group by factors.factor, factors.market_share_prior
),

totals as (
    select
        *,
        sum(amount) over () as total_amount,
        sum(case when factor <> 'unknown' then amount else 0 end) over () as known_total_amount
    from summed
)

select
    cast(factor as varchar) as factor,
    cast(customer_count as integer) as customer_count,
    cast(wallet_customer_count as integer) as wallet_customer_count,
    cast(amount as {{ amount_type() }}) as amount,
    cast(estimated_amount as {{ amount_type() }}) as estimated_amount,
    {{ ratio('amount', 'total_amount') }} as amount_share,
    case when factor <> 'unknown' then {{ ratio('amount', 'known_total_amount') }} end as known_amount_share,
    cast(market_share_prior as double) as market_share_prior,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from totals
