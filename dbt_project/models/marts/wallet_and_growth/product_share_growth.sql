-- grain: one row per customer, product category and fiscal year with sales, a wallet or a competitor in it or the year before

with shares as (
    select * from {{ ref('int_category_year_positions') }}
),

policy as (
    select
        {{ policy_parameter('wallet_parameters', 'leading_index_minimum') }} as leading_index_minimum,
        {{ policy_parameter('wallet_parameters', 'keeping_index_minimum') }} as keeping_index_minimum,
        {{ policy_parameter('wallet_parameters', 'customer_growth_index_minimum') }} as customer_growth_index_minimum,
        {{ policy_parameter('wallet_parameters', 'hidden_share_loss_minimum') }} as hidden_share_loss_minimum
),

indexed as (
    select
        shares.*,
        -- market effect: the share held on average times what the wallet changed; the rest of the change is the share effect
        case
            when is_growth_known and our_share_rate is not null and prior_our_share_rate is not null
                then cast(
                    cast(0.5 as double) * (our_share_rate + prior_our_share_rate) * cast(wallet_amount - prior_wallet_amount as double) as {{ amount_type() }}
                )
        end as market_effect_amount,
        case when is_growth_known then {{ ratio('our_growth_factor', 'wallet_growth_factor') }} * 100 end as evolution_index,
        case when is_growth_known then {{ ratio('our_growth_factor', 'customer_growth_factor') }} * 100 end
            as customer_growth_index,
        case when is_growth_known then prior_our_share_rate - our_share_rate end as share_loss,
        case when is_growth_known then {{ ratio('prior_our_sales_amount', 'prior_wallet_high_amount') }} - {{ ratio('our_sales_amount', 'wallet_low_amount') }} end
            as least_share_loss
    from shares
),

judged as (
    select
        indexed.*,
        policy.*,
        -- nine decimals, so that an index of exactly 105 is not 104.999… by a division's last bit
        cast(case when product_category <> 'unallocated' then coalesce(evolution_index, customer_growth_index) end as numeric(28, 9))
            as position_index,
        case
            when not is_growth_known or share_loss is null then null
            when wallet_source = 'peer_estimate' or prior_wallet_source = 'peer_estimate' then false
            else our_sales_amount > prior_our_sales_amount
                and cast(share_loss as numeric(28, 12)) >= policy.hidden_share_loss_minimum
        end as is_hidden_share_loss
    from indexed
    cross join policy
)

select
    cast(judged.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(judged.product_category as varchar) as product_category,
    cast(judged.fiscal_year as integer) as fiscal_year,
    cast(judged.fiscal_year_end_date as date) as fiscal_year_end_date,
    cast(judged.is_complete_year as boolean) as is_complete_year,
    cast(judged.offering_type as varchar) as offering_type,
    cast(judged.our_sales_amount as {{ amount_type() }}) as our_sales_amount,
    cast(judged.wallet_amount as {{ amount_type() }}) as wallet_amount,
    cast(judged.wallet_low_amount as {{ amount_type() }}) as wallet_low_amount,
    cast(judged.wallet_high_amount as {{ amount_type() }}) as wallet_high_amount,
    cast(judged.wallet_source as varchar) as wallet_source,
    cast(judged.wallet_observed_on as date) as wallet_observed_on,
    cast(judged.is_wallet_stale as boolean) as is_wallet_stale,
    cast(judged.is_wallet_partial as boolean) as is_wallet_partial,
    cast(judged.is_wallet_raised as boolean) as is_wallet_raised,
    cast(judged.is_wallet_estimated as boolean) as is_wallet_estimated,
    cast(case when judged.is_growth_known then judged.prior_our_sales_amount end as {{ amount_type() }}) as prior_our_sales_amount,
    cast(case when judged.is_growth_known then judged.prior_wallet_amount end as {{ amount_type() }}) as prior_wallet_amount,
    cast(case when judged.is_growth_known then judged.is_prior_wallet_estimated end as boolean) as is_prior_wallet_estimated,
    cast(judged.our_share_rate as double) as our_share_rate,
    cast(judged.competitor_spend_amount as {{ amount_type() }}) as competitor_spend_amount,
    cast(judged.largest_competitor_name as varchar) as largest_competitor_name,
    {{ ratio('judged.largest_competitor_amount', 'judged.wallet_amount') }} as largest_competitor_share_rate,
    cast(case when judged.is_growth_known then judged.largest_competitor_growth_rate end as double) as largest_competitor_growth_rate,
    cast(case when judged.is_growth_known then judged.is_new_competitor end as boolean) as is_new_competitor,
    {{ ratio('judged.our_sales_amount', 'judged.largest_competitor_amount') }} as relative_share,
    cast(case when judged.is_growth_known then judged.our_sales_amount - judged.prior_our_sales_amount end as {{ amount_type() }})
        as our_sales_change_amount,
    cast(case when judged.is_growth_known then judged.our_growth_factor - 1 end as double) as our_growth_rate,
    cast(case when judged.is_growth_known then judged.wallet_growth_factor - 1 end as double) as wallet_growth_rate,
    cast(case when judged.is_growth_known then judged.customer_growth_factor - 1 end as double) as customer_revenue_growth_rate,
    cast(judged.evolution_index as double) as evolution_index,
    cast(judged.customer_growth_index as double) as customer_growth_index,
    cast(judged.market_effect_amount as {{ amount_type() }}) as market_effect_amount,
    cast(
        case
            when judged.market_effect_amount is not null
                then judged.our_sales_amount - judged.prior_our_sales_amount - judged.market_effect_amount
        end as {{ amount_type() }}
    ) as share_effect_amount,
    cast(case
        when judged.position_index is null then 'unknown'
        when judged.position_index >= judged.leading_index_minimum then 'leading'
        when judged.position_index >= judged.keeping_index_minimum then 'keeping'
        else 'lagging'
    end as varchar) as position_code,
    cast(judged.position_index is not null and judged.evolution_index is null as boolean) as is_proxy,
    cast(cast(judged.customer_growth_index as numeric(28, 9)) < judged.customer_growth_index_minimum as boolean) as is_behind_customer_growth,
    cast(judged.is_hidden_share_loss as boolean) as is_hidden_share_loss,
    cast(
        judged.is_hidden_share_loss and coalesce(cast(judged.least_share_loss as numeric(28, 12)) >= judged.hidden_share_loss_minimum, false)
        as boolean
    ) as is_certain,
    cast(coalesce(scope.is_in_analysis_scope, false) as boolean) as is_in_analysis_scope,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from judged
left join {{ ref('dim_customers') }} as customers on customers.customer_id = judged.customer_id
left join {{ ref('int_analysis_scope') }} as scope on scope.customer_id = judged.customer_id
