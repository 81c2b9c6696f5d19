-- grain: one row per customer and fiscal year

-- market + share + mix + unexplained = change in our sales, exactly: each later term is what the earlier ones leave.
with category_years as (
    select
        shares.*,
        shares.market_effect_amount is not null as has_both_wallets
    from {{ ref('product_share_growth') }} as shares
),

totals as (
    select
        customer_id,
        fiscal_year,
        max(customer_name) as customer_name,
        max(fiscal_year_end_date) as fiscal_year_end_date,
        max(case when is_complete_year then 1 else 0 end) = 1 as is_complete_year,
        max(case when is_in_analysis_scope then 1 else 0 end) = 1 as is_in_analysis_scope,
        sum(our_sales_amount) as our_sales_amount,
        sum(our_sales_change_amount) as our_sales_change_amount,
        sum(prior_our_sales_amount) as prior_our_sales_amount,
        sum(wallet_amount) as wallet_amount,
        sum(case when wallet_amount is not null then our_sales_amount else 0 end) as sales_with_wallet_amount,
        sum(case when has_both_wallets then our_sales_amount else 0 end) as measured_sales_amount,
        sum(case when has_both_wallets then prior_our_sales_amount else 0 end) as measured_prior_sales_amount,
        sum(case when has_both_wallets then wallet_amount else 0 end) as measured_wallet_amount,
        sum(case when has_both_wallets then prior_wallet_amount else 0 end) as measured_prior_wallet_amount,
        sum(case when has_both_wallets then share_effect_amount else 0 end) as share_effect_amount,
        max(customer_revenue_growth_rate) as customer_revenue_growth_rate,
        max(case when is_wallet_estimated or is_prior_wallet_estimated then 1 else 0 end) = 1 as has_estimated_wallet,
        -- unknown where no category has a wallet to judge by
        sum(case when is_hidden_share_loss then 1 when not is_hidden_share_loss then 0 end) as hidden_share_loss_count,
        sum(case when wallet_amount > 0 and our_sales_amount = 0 then 1 when wallet_amount is not null then 0 end) as white_space_count
    from category_years
    group by customer_id, fiscal_year
),

split as (
    select
        totals.*,
        cast(coalesce(
            cast(0.5 as double) * (
                {{ ratio('measured_sales_amount', 'measured_wallet_amount') }}
                + {{ ratio('measured_prior_sales_amount', 'measured_prior_wallet_amount') }}
            ) * cast(measured_wallet_amount - measured_prior_wallet_amount as double), 0
        ) as {{ amount_type() }}) as market_effect_amount
    from totals
),

indexed as (
    select
        split.*,
        {{ ratio('our_sales_amount', 'prior_our_sales_amount') }} as our_growth_factor,
        {{ ratio('measured_sales_amount', 'measured_prior_sales_amount') }} as measured_growth_factor,
        {{ ratio('measured_wallet_amount', 'measured_prior_wallet_amount') }} as wallet_growth_factor,
        {{ ratio(ratio('our_sales_amount', 'prior_our_sales_amount'), '(1 + customer_revenue_growth_rate)') }} * 100 as customer_growth_index
    from split
)

select
    cast(indexed.customer_id as varchar) as customer_id,
    cast(indexed.customer_name as varchar) as customer_name,
    cast(indexed.fiscal_year as integer) as fiscal_year,
    cast(indexed.fiscal_year_end_date as date) as fiscal_year_end_date,
    cast(indexed.is_complete_year as boolean) as is_complete_year,
    cast(indexed.is_in_analysis_scope as boolean) as is_in_analysis_scope,
    cast(indexed.our_sales_amount as {{ amount_type() }}) as our_sales_amount,
    cast(indexed.our_sales_change_amount as {{ amount_type() }}) as our_sales_change_amount,
    {% set known = 'case when indexed.our_sales_change_amount is not null then ' -%}
    cast({{ known }} indexed.market_effect_amount end as {{ amount_type() }}) as market_effect_amount,
    cast({{ known }} indexed.share_effect_amount end as {{ amount_type() }}) as share_effect_amount,
    cast({{ known }}
        indexed.measured_sales_amount - indexed.measured_prior_sales_amount - indexed.market_effect_amount - indexed.share_effect_amount
    end as {{ amount_type() }}) as mix_effect_amount,
    cast({{ known }}
        indexed.our_sales_change_amount - (indexed.measured_sales_amount - indexed.measured_prior_sales_amount)
    end as {{ amount_type() }}) as unexplained_effect_amount,
    {{ known }} {{ ratio('indexed.measured_sales_amount', 'indexed.our_sales_amount') }} end as explained_sales_rate,
    {{ ratio('indexed.sales_with_wallet_amount', 'indexed.our_sales_amount') }} as wallet_coverage_rate,
    cast(indexed.has_estimated_wallet as boolean) as has_estimated_wallet,
    cast(indexed.wallet_amount as {{ amount_type() }}) as wallet_amount,
    {{ ratio('indexed.sales_with_wallet_amount', 'indexed.wallet_amount') }} as our_share_rate,
    cast({{ known }} indexed.our_growth_factor - 1 end as double) as our_growth_rate,
    cast(indexed.customer_revenue_growth_rate as double) as customer_revenue_growth_rate,
    cast(revenues.revenue_amount as {{ amount_type() }}) as customer_revenue_amount,
    cast({{ known }}
        {{ ratio('indexed.measured_growth_factor', 'indexed.wallet_growth_factor') }} * 100
    end as double) as evolution_index,
    cast({{ known }} indexed.customer_growth_index end as double) as customer_growth_index,
    cast({{ known }}
        cast(indexed.customer_growth_index as numeric(28, 9)) < {{ policy_parameter('wallet_parameters', 'customer_growth_index_minimum') }}
    end as boolean) as is_behind_customer_growth,
    cast(concentrations.supplier_hhi as double) as supplier_concentration_hhi,
    cast(concentrations.category_hhi as double) as category_concentration_hhi,
    cast(indexed.hidden_share_loss_count as integer) as hidden_share_loss_count,
    cast(indexed.white_space_count as integer) as white_space_count,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from indexed
left join {{ ref('int_customer_revenues') }} as revenues
    on revenues.customer_id = indexed.customer_id
    and revenues.fiscal_year = indexed.fiscal_year
left join {{ ref('int_customer_year_concentrations') }} as concentrations
    on concentrations.customer_id = indexed.customer_id
    and concentrations.fiscal_year = indexed.fiscal_year
