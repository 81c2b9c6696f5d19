-- grain: one row per industry, ranking year and rank

-- A ranked company is an account where the ranking says so, else where its name does beyond doubt. What is doubtful
-- waits in the review list and counts as no account.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

rankings as (
    select
        rankings.*,
        {{ smaller_of(fiscal_year_end_date('rankings.ranking_year'), 'current_review.review_date') }} as valuation_date
    from {{ ref('stg_industry_rankings') }} as rankings
    inner join current_review on current_review.fiscal_year >= rankings.ranking_year
),

served_groups as (
    select distinct customer_id from {{ ref('fct_customer_months') }} where is_customer_review
),

matched as (
    select
        rankings.*,
        case
            when delivered.member_customer_id is not null then rankings.customer_id
            when matches.match_status in ('exact_name', 'similar_name') then matches.matched_customer_id
        end as account_id,
        case
            when delivered.member_customer_id is not null then 'delivered'
            else coalesce(matches.match_status, 'none')
        end as match_status
    from rankings
    left join {{ ref('bridge_customer_members') }} as delivered on delivered.member_customer_id = rankings.customer_id
    left join {{ ref('company_name_matches') }} as matches
        on matches.industry = rankings.industry
        and matches.company_name = rankings.company_name
)

select
    matched.industry,
    cast(matched.ranking_year as integer) as ranking_year,
    cast(matched.industry_rank as integer) as industry_rank,
    matched.company_name,
    matched.match_status,
    matched.account_id,
    members.customer_id,
    {{ at_rate(
        'matched.revenue_amount',
        "case when matched.currency = '" ~ var('reporting_currency') ~ "' then 1 else exchange_rates.exchange_rate end",
    ) }} as revenue_amount,
    matched.industry_rank <= {{ policy_parameter('prospect_parameters', 'industry_top_count') }} as is_top,
    served_groups.customer_id is not null as is_served,
    matched.ranking_year = max(matched.ranking_year) over (partition by matched.industry) as is_latest_year
from matched
left join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = matched.account_id
left join served_groups on served_groups.customer_id = members.customer_id
left join {{ ref('int_exchange_rates') }} as exchange_rates
    on exchange_rates.currency = matched.currency
    and exchange_rates.rate_date = matched.valuation_date
