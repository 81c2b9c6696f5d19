-- grain: one row per customer and fiscal year, how concentrated its suppliers are, and our sales to it

-- `other` is many suppliers, not one: it counts in the whole, but its own square is left out.
with supplier_spend as (
    select customer_id, fiscal_year, supplier_name, sum(spend_amount) as spend_amount
    from {{ ref('competitor_shares') }}
    group by customer_id, fiscal_year, supplier_name
),

supplier_shares as (
    select
        *,
        sum(case when spend_amount > 0 then spend_amount else 0 end) over (partition by customer_id, fiscal_year) as whole_amount
    from supplier_spend
),

supplier_concentrations as (
    select
        customer_id,
        fiscal_year,
        cast(sum(case when supplier_name <> 'other' then {{ squared_share('spend_amount', 'whole_amount') }} else 0 end) as double) * 10000
            as supplier_hhi
    from supplier_shares
    group by customer_id, fiscal_year
    having max(whole_amount) > 0
),

category_shares as (
    select
        *,
        sum(case when our_sales_amount > 0 then our_sales_amount else 0 end) over (partition by customer_id, fiscal_year) as whole_amount
    from {{ ref('int_category_year_sales') }}
),

category_concentrations as (
    select
        customer_id,
        fiscal_year,
        cast(sum({{ squared_share('our_sales_amount', 'whole_amount') }}) as double) * 10000 as category_hhi
    from category_shares
    group by customer_id, fiscal_year
    having max(whole_amount) > 0
)

select
    coalesce(category_concentrations.customer_id, supplier_concentrations.customer_id) as customer_id,
    coalesce(category_concentrations.fiscal_year, supplier_concentrations.fiscal_year) as fiscal_year,
    supplier_concentrations.supplier_hhi,
    category_concentrations.category_hhi
from category_concentrations
full outer join supplier_concentrations
    on supplier_concentrations.customer_id = category_concentrations.customer_id
    and supplier_concentrations.fiscal_year = category_concentrations.fiscal_year
