-- grain: one row per prospect, and per customer whose tier is general though it is large

with current_review as (
    select * from {{ ref('int_current_review') }}
),

policy as (
    select
        {{ policy_parameter('prospect_parameters', 'key_influence_minimum') }} as key_influence_minimum,
        {{ policy_parameter('prospect_parameters', 'key_potential_minimum') }} as key_potential_minimum,
        {{ policy_parameter('prospect_parameters', 'top_potential_minimum') }} as top_potential_minimum,
        {{ policy_parameter('prospect_parameters', 'large_revenue_percentile') }} as large_revenue_percentile
),

customers as (
    select distinct customer_id from {{ ref('fct_customer_months') }} where is_customer_review
),

top_companies as (
    select customer_id, min(industry_rank) as best_rank
    from {{ ref('int_ranked_companies') }}
    where is_top and is_latest_year and customer_id is not null
    group by customer_id
),

sized_customers as (
    select
        sizes.customer_id,
        sizes.revenue_amount,
        row_number() over (order by sizes.revenue_amount, sizes.customer_id) as place,
        count(*) over () as place_count
    from {{ ref('int_customer_sizes') }} as sizes
    inner join customers on customers.customer_id = sizes.customer_id
),

large_from as (
    select {{ interpolated_percentile('cast(sized_customers.revenue_amount as double)', 'sized_customers.place', 'sized_customers.place_count', 'policy.large_revenue_percentile') }}
        as revenue_amount
    from sized_customers
    cross join policy
),

general_customers as (
    select tiers.customer_id
    from {{ ref('customer_tiers') }} as tiers
    inner join current_review on current_review.review_date = tiers.review_date
    where tiers.scheme_code = '{{ var("governing_scheme") }}' and tiers.effective_tier_code = 'general'
),

described as (
    select
        potentials.*,
        case when customers.customer_id is null then 'prospect' else 'customer' end as opportunity_kind,
        influence.influence_score,
        influence.influence_source,
        top_companies.best_rank,
        top_companies.customer_id is not null as is_in_industry_top,
        customers.customer_id is not null and coalesce(cast(sizes.revenue_amount as double) >= large_from.revenue_amount, false) as is_large,
        sizes.revenue_amount
    from {{ ref('int_deal_potentials') }} as potentials
    cross join current_review
    cross join large_from
    left join customers on customers.customer_id = potentials.customer_id
    left join general_customers on general_customers.customer_id = potentials.customer_id
    left join {{ ref('int_influence_scores') }} as influence
        on influence.customer_id = potentials.customer_id
        and influence.review_date = current_review.review_date
    left join top_companies on top_companies.customer_id = potentials.customer_id
    left join {{ ref('int_customer_sizes') }} as sizes on sizes.customer_id = potentials.customer_id
    where customers.customer_id is null or general_customers.customer_id is not null
),

ruled as (
    select
        described.*,
        coalesce(
            opportunity_kind = 'prospect'
            and influence_score >= policy.key_influence_minimum and deal_potential_score >= policy.key_potential_minimum, false
        ) as is_key_by_scores,
        coalesce((is_in_industry_top or is_large) and deal_potential_score >= policy.top_potential_minimum, false) as is_key_by_size,
        coalesce(influence_score < policy.key_influence_minimum, false) as is_influence_low,
        coalesce(deal_potential_score < policy.key_potential_minimum, false) as is_potential_low
    from described
    cross join policy
    where opportunity_kind = 'prospect' or is_in_industry_top or is_large
)

select
    *,
    case when is_key_by_scores or is_key_by_size then 'key' else 'general' end as opportunity_class_code
from ruled
