-- grain: one row per industry and ranked company name that a person should look at

-- Names that resemble an account's, but not beyond doubt: they count as no account until someone puts the id into the ranking.
with matches as (
    select * from {{ ref('company_name_matches') }}
    where match_status = 'review'
)

select
    cast(matches.industry as varchar) as industry,
    cast(matches.company_name as varchar) as company_name,
    cast(matches.matched_customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(customers.industry as varchar) as customer_industry,
    cast(matches.match_score as double) as match_score,
    cast(matches.next_best_score as double) as next_best_score
from matches
left join {{ ref('dim_customers') }} as customers on customers.customer_id = matches.matched_customer_id
