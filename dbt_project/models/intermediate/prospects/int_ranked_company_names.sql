-- grain: one row per industry and ranked company name without a known account

select distinct rankings.industry, rankings.company_name
from {{ ref('stg_industry_rankings') }} as rankings
inner join {{ ref('int_current_review') }} as current_review on current_review.fiscal_year >= rankings.ranking_year
left join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = rankings.customer_id
where members.member_customer_id is null
