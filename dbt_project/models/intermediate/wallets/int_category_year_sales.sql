-- grain: one row per customer, product category and fiscal year with sales up to the current review

with category_sales as (
    select * from {{ ref('fct_category_sales') }}
),

current_review as (
    select * from {{ ref('int_current_review') }}
),

up_to_review as (
    select
        category_sales.customer_id,
        category_sales.product_category,
        category_sales.net_amount,
        {{ fiscal_year('category_sales.month_index') }} as fiscal_year
    from category_sales
    inner join current_review on current_review.month_index >= category_sales.month_index
)

select
    customer_id,
    product_category,
    fiscal_year,
    cast(sum(net_amount) as {{ amount_type() }}) as our_sales_amount
from up_to_review
group by customer_id, product_category, fiscal_year
