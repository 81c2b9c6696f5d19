-- grain: one row per customer, product category and fiscal year whose wallet is known or estimated

-- A group's wallet is the sum of its members' figures, its source the weakest of theirs. No wallet is smaller than our
-- sales and the named competitors' together: what is delivered smaller is raised, and says so.
with member_counts as (
    select customer_id, count(*) as member_count
    from {{ ref('bridge_customer_members') }}
    group by customer_id
),

member_wallets as (
    select
        member_wallets.*,
        coalesce(members.customer_id, 'unknown') as customer_id
    from {{ ref('int_member_wallets') }} as member_wallets
    left join {{ ref('bridge_customer_members') }} as members
        on members.member_customer_id = member_wallets.member_customer_id
    where member_wallets.wallet_amount is not null
),

delivered as (
    select
        member_wallets.customer_id,
        member_wallets.product_category,
        member_wallets.fiscal_year,
        sum(member_wallets.wallet_amount) as wallet_amount,
        sum(member_wallets.wallet_low_amount) as wallet_low_amount,
        sum(member_wallets.wallet_high_amount) as wallet_high_amount,
        max_by(member_wallets.source, member_wallets.source_priority) as wallet_source,
        min(member_wallets.observed_on) as wallet_observed_on,
        max(case when member_wallets.is_stale then 1 else 0 end) = 1 as is_wallet_stale,
        count(*) < coalesce(max(member_counts.member_count), 1) as is_wallet_partial,
        max(case when member_wallets.is_estimated then 1 else 0 end) = 1 as is_estimated
    from member_wallets
    left join member_counts on member_counts.customer_id = member_wallets.customer_id
    group by member_wallets.customer_id, member_wallets.product_category, member_wallets.fiscal_year
),

wallets as (
    select * from delivered
    union all
    select
        customer_id,
        product_category,
        fiscal_year,
        wallet_amount,
        wallet_low_amount,
        wallet_high_amount,
        'peer_estimate' as wallet_source,
        observed_on as wallet_observed_on,
        false as is_wallet_stale,
        false as is_wallet_partial,
        true as is_estimated
    from {{ ref('int_peer_wallets') }}
),

competitor_totals as (
    select customer_id, product_category, fiscal_year, sum(spend_amount) as competitor_spend_amount
    from {{ ref('int_competitor_spend') }}
    group by customer_id, product_category, fiscal_year
),

beside_known_spend as (
    select
        wallets.*,
        coalesce(sales.our_sales_amount, 0) as our_sales_amount,
        competitor_totals.competitor_spend_amount,
        coalesce(sales.our_sales_amount, 0) + coalesce(competitor_totals.competitor_spend_amount, 0) as known_spend_amount
    from wallets
    left join {{ ref('int_category_year_sales') }} as sales
        on sales.customer_id = wallets.customer_id
        and sales.product_category = wallets.product_category
        and sales.fiscal_year = wallets.fiscal_year
    left join competitor_totals
        on competitor_totals.customer_id = wallets.customer_id
        and competitor_totals.product_category = wallets.product_category
        and competitor_totals.fiscal_year = wallets.fiscal_year
),

raised as (
    select
        *,
        {{ larger_of('wallet_amount', 'known_spend_amount') }} as raised_wallet_amount
    from beside_known_spend
)

select
    customer_id,
    product_category,
    cast(fiscal_year as integer) as fiscal_year,
    cast(raised_wallet_amount as {{ amount_type() }}) as wallet_amount,
    cast({{ smaller_of('wallet_low_amount', 'raised_wallet_amount') }} as {{ amount_type() }}) as wallet_low_amount,
    cast({{ larger_of('wallet_high_amount', 'raised_wallet_amount') }} as {{ amount_type() }}) as wallet_high_amount,
    wallet_source,
    wallet_observed_on,
    is_wallet_stale,
    is_wallet_partial,
    known_spend_amount > wallet_amount as is_wallet_raised,
    is_estimated,
    cast(our_sales_amount as {{ amount_type() }}) as our_sales_amount,
    cast(competitor_spend_amount as {{ amount_type() }}) as competitor_spend_amount
from raised
