-- grain: one row per industry and rank of its latest ranking year whose company we do not serve

select
    cast(companies.industry as varchar) as industry,
    cast(companies.industry_rank as integer) as industry_rank,
    cast(companies.ranking_year as integer) as ranking_year,
    cast(companies.company_name as varchar) as company_name,
    cast(companies.revenue_amount as {{ amount_type() }}) as revenue_amount,
    cast(companies.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(companies.match_status as varchar) as match_status,
    cast(prospects.opportunity_class_code as varchar) as opportunity_class_code,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from {{ ref('int_ranked_companies') }} as companies
left join {{ ref('dim_customers') }} as customers on customers.customer_id = companies.customer_id
left join {{ ref('prospect_opportunities') }} as prospects on prospects.customer_id = companies.customer_id
where companies.is_top and companies.is_latest_year and not companies.is_served
