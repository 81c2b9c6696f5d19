-- grain: one row per product, and the member `unknown` for lines of products that were not delivered

with products as (
    select * from {{ ref('stg_products') }}
),

with_unknown as (
    select
        product_id, product_name, product_category, product_line, offering_type, standard_cost_amount, list_price_amount
    from products
    union all
    select 'unknown', 'Unknown product', 'unknown', null, 'product', null, null
    where not exists (select 1 from products where product_id = 'unknown')
)

select
    cast(product_id as varchar) as product_id,
    cast(product_name as varchar) as product_name,
    cast(product_category as varchar) as product_category,
    cast(product_line as varchar) as product_line,
    cast(offering_type as varchar) as offering_type,
    cast(standard_cost_amount as {{ document_amount_type() }}) as standard_cost_amount,
    cast(list_price_amount as {{ document_amount_type() }}) as list_price_amount
from with_unknown
