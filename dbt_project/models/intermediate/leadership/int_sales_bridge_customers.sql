-- grain: one row per customer and fiscal year that, like the year before it, is complete

-- What kind of change each customer's sales went through: invoices tell whether it was there, amounts which way it went.
with customer_years as (
    select customer_id, month_index, {{ fiscal_year('month_index') }} as fiscal_year, net_amount, document_type
    from {{ ref('fct_invoices') }}
    where month_index <= (select month_index from {{ ref('int_current_review') }})
),

yearly as (
    select
        customer_id,
        fiscal_year,
        sum(net_amount) as net_sales_amount,
        count_if(document_type = 'invoice') as invoice_count
    from customer_years
    group by customer_id, fiscal_year
),

first_years as (
    select customer_id, min(fiscal_year) as first_fiscal_year
    from yearly
    where invoice_count > 0
    group by customer_id
),

comparable_years as (
    select distinct
        yearly.fiscal_year,
        {{ fiscal_year_end_date('yearly.fiscal_year') }} as fiscal_year_end_date,
        {{ fiscal_year_end_date('yearly.fiscal_year - 1') }} as year_start_review_date
    from yearly
    cross join {{ ref('int_current_review') }} as current_review
    where {{ fiscal_year_end_date('yearly.fiscal_year') }} <= current_review.review_date
        and {{ month_index(fiscal_year_end_date('yearly.fiscal_year')) }} - 23 >= current_review.first_data_month_index
),

customers_in_years as (
    select yearly.customer_id, comparable_years.*
    from yearly
    inner join comparable_years
        on comparable_years.fiscal_year = yearly.fiscal_year
        or comparable_years.fiscal_year = yearly.fiscal_year + 1
    group by all
),

compared as (
    select
        customers_in_years.*,
        coalesce(present.net_sales_amount, 0) as net_sales_amount,
        coalesce(prior.net_sales_amount, 0) as prior_net_sales_amount,
        coalesce(present.invoice_count, 0) as invoice_count,
        coalesce(prior.invoice_count, 0) as prior_invoice_count,
        first_years.first_fiscal_year
    from customers_in_years
    left join yearly as present
        on present.customer_id = customers_in_years.customer_id
        and present.fiscal_year = customers_in_years.fiscal_year
    left join yearly as prior
        on prior.customer_id = customers_in_years.customer_id
        and prior.fiscal_year = customers_in_years.fiscal_year - 1
    left join first_years on first_years.customer_id = customers_in_years.customer_id
),

tiers as (
    select customer_id, review_date, effective_tier_code, effective_tier_rank
    from {{ ref('customer_tiers') }}
    where scheme_code = '{{ var("governing_scheme") }}'
)

-- who was no customer at the year's start had no tier
select
    compared.customer_id,
    compared.fiscal_year,
    compared.fiscal_year_end_date,
    coalesce(tiers.effective_tier_code, 'none') as tier_code,
    coalesce(tiers.effective_tier_rank, 99) as tier_rank,
    compared.net_sales_amount,
    compared.prior_net_sales_amount,
    cast(compared.net_sales_amount - compared.prior_net_sales_amount as {{ amount_type() }}) as change_amount,
    case
        when compared.first_fiscal_year = compared.fiscal_year then 'new'
        when compared.invoice_count = 0 and compared.prior_invoice_count > 0 then 'lost'
        when compared.invoice_count > 0 and compared.prior_invoice_count = 0 and compared.first_fiscal_year < compared.fiscal_year then 'reactivated'
        when compared.net_sales_amount >= compared.prior_net_sales_amount then 'up'
        else 'down'
    end as change_kind,
    growth.market_effect_amount,
    growth.share_effect_amount,
    growth.mix_effect_amount,
    growth.has_estimated_wallet
from compared
left join tiers
    on tiers.customer_id = compared.customer_id
    and tiers.review_date = compared.year_start_review_date
left join {{ ref('customer_share_growth') }} as growth
    on growth.customer_id = compared.customer_id
    and growth.fiscal_year = compared.fiscal_year
