-- grain: one row per customer or prospect group
{{ config(materialized='ephemeral') }}

-- What a deal with the group can be expected to bring, placed among the yearly sales of the customers who are buying.
with heads as (
    select distinct customer_id from {{ ref('bridge_customer_members') }}
    where customer_id <> 'unknown'
),

open_deals as (
    select customer_id, sum(weighted_amount) as weighted_amount, count(*) as open_deal_count
    from {{ ref('fct_opportunities') }}
    where is_open
    group by customer_id
),

-- the latest fiscal year with a wallet, a complete one where there is any
wallet_years as (
    select
        wallets.customer_id,
        wallets.fiscal_year,
        coalesce(wallets.fiscal_year <= latest_year.fiscal_year, false) as is_complete_year,
        sum(wallets.wallet_amount) as wallet_amount,
        max(case when wallets.is_estimated then 1 else 0 end) = 1 as is_estimated
    from {{ ref('int_customer_wallets') }} as wallets
    left join {{ ref('int_latest_complete_year') }} as latest_year on latest_year.fiscal_year is not null
    group by wallets.customer_id, wallets.fiscal_year, latest_year.fiscal_year
),

latest_wallets as (
    select *
    from wallet_years
    qualify row_number() over (
        partition by customer_id order by case when is_complete_year then 0 else 1 end, fiscal_year desc nulls last
    ) = 1
),

expected as (
    select
        heads.customer_id,
        open_deals.open_deal_count,
        latest_wallets.wallet_amount,
        latest_wallets.is_estimated as is_wallet_estimated,
        case
            when open_deals.weighted_amount is not null then open_deals.weighted_amount
            else cast(
                cast(latest_wallets.wallet_amount as numeric(24, 8))
                * cast({{ policy_parameter('prospect_parameters', 'attainable_wallet_rate') }} as numeric(8, 6)) as {{ amount_type() }}
            )
        end as expected_deal_amount,
        case
            when open_deals.weighted_amount is not null then 'open_deals'
            when latest_wallets.wallet_amount is not null then 'wallet'
            else 'unknown'
        end as potential_source
    from heads
    left join open_deals on open_deals.customer_id = heads.customer_id
    left join latest_wallets on latest_wallets.customer_id = heads.customer_id
),

buying_customers as (
    select metrics.customer_id, metrics.net_sales_12m_amount
    from {{ ref('customer_value_metrics') }} as metrics
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = metrics.review_date
    where metrics.lifecycle_status <> 'lapsed'
),

-- expected amounts and sales on one scale: the customers below a group, and half of those at exactly its amount
on_one_scale as (
    select customer_id, expected_deal_amount as amount, 0 as is_customer_sales from expected where expected_deal_amount is not null
    union all
    select customer_id, net_sales_12m_amount, 1 from buying_customers
),

counted as (
    select
        *,
        sum(is_customer_sales) over (order by amount range between unbounded preceding and current row) as up_to_count,
        sum(is_customer_sales) over (partition by amount) as tie_count,
        sum(is_customer_sales) over () as customer_count
    from on_one_scale
)

select
    expected.*,
    {{ ratio('(up_to_count - tie_count) + 0.5 * tie_count', 'customer_count') }} * 100 as deal_potential_score
from expected
left join counted
    on counted.customer_id = expected.customer_id
    and counted.is_customer_sales = 0
