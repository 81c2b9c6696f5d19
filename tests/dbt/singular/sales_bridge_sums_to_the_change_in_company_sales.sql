-- A returned row is a fiscal year whose bridge does not lead from one year's company sales to the next.
{{ config(meta={'dagster': {'ref': {'name': 'sales_bridge'}}}) }}
with sales as (
    select {{ fiscal_year('month_index') }} as fiscal_year, sum(net_amount) as net_sales_amount
    from {{ ref('fct_invoices') }}
    where month_index <= (select month_index from {{ ref('int_current_review') }})
    group by 1
),

bridge as (
    select fiscal_year, sum(sales_change_amount) as change_amount
    from {{ ref('sales_bridge') }}
    group by fiscal_year
)

select bridge.fiscal_year, bridge.change_amount, present.net_sales_amount - coalesce(prior.net_sales_amount, 0) as expected_amount
from bridge
left join sales as present on present.fiscal_year = bridge.fiscal_year
left join sales as prior on prior.fiscal_year = bridge.fiscal_year - 1
where bridge.change_amount <> coalesce(present.net_sales_amount, 0) - coalesce(prior.net_sales_amount, 0)
