-- grain: one row per party (customer or prospect group), review and known component of derived influence
{{ config(materialized='ephemeral') }}

-- What influence is derived from where nobody assessed it, each part on 0–100. A part of which nothing is known has no
-- row; an industry without a ranking says nothing, being absent from a ranking does.
with parties as (
    select
        party_reviews.customer_id,
        party_reviews.review_date,
        cast(extract(year from party_reviews.review_date) as integer) as review_year,
        heads.industry
    from {{ ref('int_party_reviews') }} as party_reviews
    inner join {{ ref('dim_customers') }} as heads on heads.customer_id = party_reviews.customer_id
),

members as (
    select * from {{ ref('bridge_customer_members') }}
),

review_years as (
    select distinct review_year from parties
),

latest_rankings as (
    select
        rankings.industry,
        review_years.review_year,
        max(rankings.ranking_year) as ranking_year
    from {{ ref('stg_industry_rankings') }} as rankings
    inner join review_years on review_years.review_year >= rankings.ranking_year
    group by rankings.industry, review_years.review_year
),

group_ranks as (
    select
        members.customer_id,
        rankings.ranking_year,
        rankings.industry,
        min(rankings.industry_rank) as industry_rank
    from {{ ref('stg_industry_rankings') }} as rankings
    inner join members on members.member_customer_id = rankings.customer_id
    group by members.customer_id, rankings.ranking_year, rankings.industry
),

ranks as (
    select
        parties.customer_id,
        parties.review_date,
        case
            when group_ranks.industry_rank is null then cast(0 as double)
            when group_ranks.industry_rank - 1 >= {{ policy_parameter('influence_parameters', 'industry_rank_scale') }} then cast(0 as double)
            else 100 - 100 * {{ ratio('(group_ranks.industry_rank - 1)', policy_parameter('influence_parameters', 'industry_rank_scale')) }}
        end as component_score
    from parties
    inner join latest_rankings
        on latest_rankings.industry = parties.industry
        and latest_rankings.review_year = parties.review_year
    left join group_ranks
        on group_ranks.customer_id = parties.customer_id
        and group_ranks.industry = parties.industry
        and group_ranks.ranking_year = latest_rankings.ranking_year
),

referral_dates as (
    select members.customer_id, referrals.referral_date
    from {{ ref('stg_referrals') }} as referrals
    inner join members on members.member_customer_id = referrals.referrer_customer_id
),

reference_counts as (
    select parties.customer_id, parties.review_date, count(referral_dates.referral_date) as reference_count
    from parties
    inner join {{ ref('stg_landing_tables') }} as landing_tables
        on landing_tables.table_name = 'referrals'
        and landing_tables.is_delivered
    left join referral_dates
        on referral_dates.customer_id = parties.customer_id
        and referral_dates.referral_date <= parties.review_date
    group by parties.customer_id, parties.review_date
),

own_revenues as (
    select
        group_head_id as customer_id,
        coalesce(max(case when is_group_head then annual_revenue_amount end), sum(annual_revenue_amount)) as revenue_amount
    from {{ ref('dim_customers') }}
    group by group_head_id
),

placed_revenues as (
    select
        customer_id,
        rank() over (order by revenue_amount) - 1 as below_count,
        count(*) over (partition by revenue_amount) as tie_count,
        count(*) over () as company_count
    from own_revenues
    where revenue_amount is not null
),

components as (
    select customer_id, review_date, 'industry_rank' as component_code, component_score from ranks
    union all
    select
        customer_id,
        review_date,
        'references' as component_code,
        case
            when reference_count >= {{ policy_parameter('influence_parameters', 'reference_scale') }} then cast(100 as double)
            else 100 * {{ ratio('reference_count', policy_parameter('influence_parameters', 'reference_scale')) }}
        end as component_score
    from reference_counts
    union all
    select
        parties.customer_id,
        parties.review_date,
        'size_percentile' as component_code,
        case
            when placed_revenues.company_count = 1 then cast(50 as double)
            else 50 * {{ ratio('(2 * placed_revenues.below_count + placed_revenues.tie_count - 1)', '(placed_revenues.company_count - 1)') }}
        end as component_score
    from parties
    inner join placed_revenues on placed_revenues.customer_id = parties.customer_id
)

select customer_id, review_date, component_code, component_score
from components
