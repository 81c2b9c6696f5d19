-- grain: one row per customer, product category and fiscal year with sales, a wallet or a competitor in it or the year before

-- Both sides of every comparison on one row: this year and the one before. A category that was lost keeps its row, or its
-- fall would be missing from the customer's total.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

customers as (
    select distinct customer_id
    from {{ ref('fct_customer_months') }}
    where is_customer_review
),

known_figures as (
    select customer_id, product_category, fiscal_year from {{ ref('int_category_year_sales') }}
    union
    select customer_id, product_category, fiscal_year from {{ ref('int_customer_wallets') }}
    union
    select customer_id, product_category, fiscal_year from {{ ref('int_competitor_spend') }}
),

category_years as (
    select customer_id, product_category, fiscal_year from known_figures
    union
    select customer_id, product_category, fiscal_year + 1 as fiscal_year from known_figures
),

in_scope as (
    select
        category_years.customer_id,
        category_years.product_category,
        category_years.fiscal_year,
        {{ fiscal_year_end_date('category_years.fiscal_year') }} as fiscal_year_end_date,
        current_review.review_date,
        current_review.first_data_month_index
    from category_years
    inner join customers on customers.customer_id = category_years.customer_id
    inner join current_review on current_review.fiscal_year >= category_years.fiscal_year
),

competitors as (
    select
        customer_id,
        product_category,
        fiscal_year,
        competitor_name as largest_competitor_name,
        spend_amount as largest_competitor_amount,
        sum(spend_amount) over (partition by customer_id, product_category, fiscal_year) as competitor_spend_amount
    from {{ ref('int_competitor_spend') }}
    qualify row_number() over (
        partition by customer_id, product_category, fiscal_year order by spend_amount desc nulls last, competitor_name
    ) = 1
),

new_competitors as (
    select
        present.customer_id,
        present.product_category,
        present.fiscal_year,
        count_if(present.spend_amount > 0 and coalesce(prior.spend_amount, 0) = 0) > 0 as has_new_competitor
    from {{ ref('int_competitor_spend') }} as present
    left join {{ ref('int_competitor_spend') }} as prior
        on prior.customer_id = present.customer_id
        and prior.product_category = present.product_category
        and prior.competitor_name = present.competitor_name
        and prior.fiscal_year = present.fiscal_year - 1
    group by present.customer_id, present.product_category, present.fiscal_year
),

category_offerings as (
    select
        product_category,
        case when count_if(offering_type = 'service') > count_if(offering_type = 'product') then 'service' else 'product' end
            as offering_type
    from {{ ref('dim_products') }}
    group by product_category
),

joined as (
    select
        in_scope.*,
        coalesce(category_offerings.offering_type, 'product') as offering_type,
        coalesce(sales.our_sales_amount, 0) as our_sales_amount,
        coalesce(prior_sales.our_sales_amount, 0) as prior_our_sales_amount,
        wallets.wallet_amount,
        wallets.wallet_low_amount,
        wallets.wallet_high_amount,
        wallets.wallet_source,
        wallets.wallet_observed_on,
        wallets.is_wallet_stale,
        wallets.is_wallet_partial,
        wallets.is_wallet_raised,
        wallets.is_estimated as is_wallet_estimated,
        prior_wallets.wallet_amount as prior_wallet_amount,
        prior_wallets.wallet_high_amount as prior_wallet_high_amount,
        prior_wallets.wallet_source as prior_wallet_source,
        prior_wallets.is_estimated as is_prior_wallet_estimated,
        competitors.largest_competitor_name,
        competitors.largest_competitor_amount,
        competitors.competitor_spend_amount,
        prior_competitors.spend_amount as prior_largest_competitor_amount,
        prior_year_competitors.customer_id is not null as has_prior_competitor_data,
        new_competitors.has_new_competitor,
        revenues.revenue_amount as customer_revenue_amount,
        prior_revenues.revenue_amount as prior_customer_revenue_amount
    from in_scope
    left join category_offerings on category_offerings.product_category = in_scope.product_category
    {%- for prefix, year in [('', 'in_scope.fiscal_year'), ('prior_', 'in_scope.fiscal_year - 1')] %}
    left join {{ ref('int_category_year_sales') }} as {{ prefix }}sales
        on {{ prefix }}sales.customer_id = in_scope.customer_id
        and {{ prefix }}sales.product_category = in_scope.product_category
        and {{ prefix }}sales.fiscal_year = {{ year }}
    left join {{ ref('int_customer_wallets') }} as {{ prefix }}wallets
        on {{ prefix }}wallets.customer_id = in_scope.customer_id
        and {{ prefix }}wallets.product_category = in_scope.product_category
        and {{ prefix }}wallets.fiscal_year = {{ year }}
    left join {{ ref('int_customer_revenues') }} as {{ prefix }}revenues
        on {{ prefix }}revenues.customer_id = in_scope.customer_id
        and {{ prefix }}revenues.fiscal_year = {{ year }}
    {%- endfor %}
    left join competitors
        on competitors.customer_id = in_scope.customer_id
        and competitors.product_category = in_scope.product_category
        and competitors.fiscal_year = in_scope.fiscal_year
    left join competitors as prior_year_competitors
        on prior_year_competitors.customer_id = in_scope.customer_id
        and prior_year_competitors.product_category = in_scope.product_category
        and prior_year_competitors.fiscal_year = in_scope.fiscal_year - 1
    left join {{ ref('int_competitor_spend') }} as prior_competitors
        on prior_competitors.customer_id = in_scope.customer_id
        and prior_competitors.product_category = in_scope.product_category
        and prior_competitors.fiscal_year = in_scope.fiscal_year - 1
        and prior_competitors.competitor_name = competitors.largest_competitor_name
    left join new_competitors
        on new_competitors.customer_id = in_scope.customer_id
        and new_competitors.product_category = in_scope.product_category
        and new_competitors.fiscal_year = in_scope.fiscal_year
)

-- A year is complete when it ended by the review and began in or after the first month with data; growth needs two.
select
    joined.*,
    fiscal_year_end_date <= review_date and {{ month_index('fiscal_year_end_date') }} - 11 >= first_data_month_index as is_complete_year,
    fiscal_year_end_date <= review_date and {{ month_index('fiscal_year_end_date') }} - 23 >= first_data_month_index as is_growth_known,
    {{ ratio('our_sales_amount', 'wallet_amount') }} as our_share_rate,
    {{ ratio('prior_our_sales_amount', 'prior_wallet_amount') }} as prior_our_share_rate,
    {{ ratio('our_sales_amount', 'prior_our_sales_amount') }} as our_growth_factor,
    {{ ratio('wallet_amount', 'prior_wallet_amount') }} as wallet_growth_factor,
    {{ ratio('customer_revenue_amount', 'prior_customer_revenue_amount') }} as customer_growth_factor,
    {{ ratio('largest_competitor_amount', 'prior_largest_competitor_amount') }} - 1 as largest_competitor_growth_rate,
    case when has_prior_competitor_data then coalesce(has_new_competitor, false) end as is_new_competitor
from joined
