-- grain: one row per fiscal year and tier held at its start

-- Two readings of one change: by what customers did (new, lost, reactivated, up, down), and by what their wallets say
-- (market, share, mix, unexplained). Each sums to the change, to the last decimal.
with changes as (
    select * from {{ ref('int_sales_bridge_customers') }}
),

summed as (
    select
        fiscal_year,
        fiscal_year_end_date,
        tier_code,
        tier_rank,
        count(*) as customer_count,
        sum(prior_net_sales_amount) as prior_net_sales_amount,
        sum(net_sales_amount) as net_sales_amount,
        sum(change_amount) as sales_change_amount,
        {%- for kind in ['new', 'lost', 'reactivated', 'up', 'down'] %}
        sum(case when change_kind = '{{ kind }}' then change_amount else 0 end) as {{ kind }}_amount,
        count_if(change_kind = '{{ kind }}') as {{ kind }}_customer_count,
        {%- endfor %}
        coalesce(sum(market_effect_amount), 0) as market_effect_amount,
        coalesce(sum(share_effect_amount), 0) as share_effect_amount,
        coalesce(sum(mix_effect_amount), 0) as mix_effect_amount,
        sum(case when has_estimated_wallet then 1 else 0 end) as estimated_customer_count
    from changes
    group by fiscal_year, fiscal_year_end_date, tier_code, tier_rank
)

select
    cast(fiscal_year as integer) as fiscal_year,
    cast(fiscal_year_end_date as date) as fiscal_year_end_date,
    cast('{{ var("governing_scheme") }}' as varchar) as scheme_code,
    cast(tier_code as varchar) as tier_code,
    cast(tier_rank as integer) as tier_rank,
    cast(customer_count as integer) as customer_count,
    cast(prior_net_sales_amount as {{ amount_type() }}) as prior_net_sales_amount,
    cast(net_sales_amount as {{ amount_type() }}) as net_sales_amount,
    cast(sales_change_amount as {{ amount_type() }}) as sales_change_amount,
    {%- for kind in ['new', 'lost', 'reactivated', 'up', 'down'] %}
    cast({{ kind }}_amount as {{ amount_type() }}) as {{ kind }}_amount,
    cast({{ kind }}_customer_count as integer) as {{ kind }}_customer_count,
    {%- endfor %}
    cast(market_effect_amount as {{ amount_type() }}) as market_effect_amount,
    cast(share_effect_amount as {{ amount_type() }}) as share_effect_amount,
    cast(mix_effect_amount as {{ amount_type() }}) as mix_effect_amount,
    cast(sales_change_amount - market_effect_amount - share_effect_amount - mix_effect_amount as {{ amount_type() }})
        as unexplained_effect_amount,
    cast(estimated_customer_count as integer) as estimated_customer_count,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from summed
