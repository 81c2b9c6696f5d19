-- grain: one row per industry and ranking year

-- How much of the industry's top we serve, and how concentrated that top is. An industry that concentrates without us is
-- the warning.
with top_companies as (
    select * from {{ ref('int_ranked_companies') }}
    where is_top
),

sales_by_year as (
    select customer_id, fiscal_year, sum(net_amount) as net_sales_amount
    from {{ ref('fct_customer_months') }}
    group by customer_id, fiscal_year
),

-- two companies of one group buy once
served_groups as (
    select distinct industry, ranking_year, customer_id
    from top_companies
    where is_served
),

our_sales as (
    select served_groups.industry, served_groups.ranking_year, sum(sales.net_sales_amount) as our_sales_amount
    from served_groups
    inner join sales_by_year as sales
        on sales.customer_id = served_groups.customer_id
        and sales.fiscal_year = served_groups.ranking_year
    group by served_groups.industry, served_groups.ranking_year
),

ranked as (
    select
        *,
        sum(revenue_amount) over (partition by industry, ranking_year) as top_revenue_amount,
        row_number() over (partition by industry, ranking_year order by revenue_amount desc nulls last, industry_rank) as revenue_place
    from top_companies
),

summed as (
    select
        industry,
        ranking_year,
        count(*) as ranked_company_count,
        count_if(is_served) as customers_in_top_n_count,
        count(revenue_amount) as revenue_known_count,
        count_if(match_status in ('exact_name', 'similar_name')) as matched_by_name_count,
        max(top_revenue_amount) as top_revenue_amount,
        sum(case when is_served then revenue_amount else 0 end) as served_revenue_amount,
        sum(case when revenue_place <= 4 then revenue_amount end) as four_largest_amount,
        cast(sum({{ squared_share('revenue_amount', 'top_revenue_amount') }}) as double) * 10000 as squared_shares
    from ranked
    group by industry, ranking_year
),

measured as (
    select
        summed.*,
        coalesce(our_sales.our_sales_amount, 0) as our_sales_amount,
        {{ ratio('summed.served_revenue_amount', 'summed.top_revenue_amount') }} as customer_revenue_share_rate,
        {{ ratio('summed.four_largest_amount', 'summed.top_revenue_amount') }} as concentration_cr4_rate,
        case when summed.top_revenue_amount > 0 then summed.squared_shares end as concentration_hhi
    from summed
    left join our_sales
        on our_sales.industry = summed.industry
        and our_sales.ranking_year = summed.ranking_year
)

select
    cast(industry as varchar) as industry,
    cast(ranking_year as integer) as ranking_year,
    cast({{ fiscal_year_end_date('ranking_year') }} as date) as fiscal_year_end_date,
    cast(ranked_company_count as integer) as ranked_company_count,
    cast(customers_in_top_n_count as integer) as customers_in_top_n_count,
    cast(revenue_known_count as integer) as revenue_known_count,
    cast(matched_by_name_count as integer) as matched_by_name_count,
    customer_revenue_share_rate,
    customer_revenue_share_rate - lag(customer_revenue_share_rate) over (partition by industry order by ranking_year)
        as customer_revenue_share_change_rate,
    cast(our_sales_amount as {{ amount_type() }}) as our_sales_amount,
    concentration_cr4_rate,
    concentration_cr4_rate - lag(concentration_cr4_rate) over (partition by industry order by ranking_year)
        as concentration_cr4_change_rate,
    concentration_hhi,
    concentration_hhi - lag(concentration_hhi) over (partition by industry order by ranking_year) as concentration_hhi_change,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from measured
