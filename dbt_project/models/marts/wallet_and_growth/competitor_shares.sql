-- grain: one row per customer, product category, fiscal year with a wallet and supplier

-- Us, the named competitors and `other` make up the wallet exactly, so that a supplier's share is never a share of a part.
with wallets as (
    select shares.*
    from {{ ref('product_share_growth') }} as shares
    where shares.wallet_amount > 0
),

named_competitors as (
    select wallets.customer_id, wallets.product_category, wallets.fiscal_year, competitors.competitor_name, competitors.spend_amount
    from wallets
    inner join {{ ref('int_competitor_spend') }} as competitors
        on competitors.customer_id = wallets.customer_id
        and competitors.product_category = wallets.product_category
        and competitors.fiscal_year = wallets.fiscal_year
),

suppliers as (
    select customer_id, product_category, fiscal_year, 'us' as supplier_name, our_sales_amount as spend_amount
    from wallets
    union all
    select customer_id, product_category, fiscal_year, competitor_name, spend_amount
    from named_competitors
    union all
    select
        customer_id, product_category, fiscal_year, 'other', wallet_amount - our_sales_amount - coalesce(competitor_spend_amount, 0)
    from wallets
)

select
    cast(suppliers.customer_id as varchar) as customer_id,
    cast(wallets.customer_name as varchar) as customer_name,
    cast(suppliers.product_category as varchar) as product_category,
    cast(suppliers.fiscal_year as integer) as fiscal_year,
    cast(wallets.fiscal_year_end_date as date) as fiscal_year_end_date,
    cast(wallets.is_complete_year as boolean) as is_complete_year,
    cast(suppliers.supplier_name as varchar) as supplier_name,
    cast(suppliers.spend_amount as {{ amount_type() }}) as spend_amount,
    cast(wallets.wallet_amount as {{ amount_type() }}) as wallet_amount,
    {{ ratio('suppliers.spend_amount', 'wallets.wallet_amount') }} as share_rate,
    cast(wallets.is_wallet_estimated as boolean) as is_wallet_estimated,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from suppliers
inner join wallets
    on wallets.customer_id = suppliers.customer_id
    and wallets.product_category = suppliers.product_category
    and wallets.fiscal_year = suppliers.fiscal_year
