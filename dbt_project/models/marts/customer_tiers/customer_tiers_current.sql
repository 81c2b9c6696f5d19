-- grain: one row per customer and scheme at the current review

with tiers as (
    select tiers.*
    from {{ ref('customer_tiers') }} as tiers
    inner join {{ ref('dim_months') }} as months
        on months.month_end_date = tiers.review_date
        and months.is_current_review
),

metrics as (
    select * from {{ ref('customer_value_metrics') }}
),

customers as (
    select * from {{ ref('dim_customers') }}
)

select
    cast(tiers.customer_id as varchar) as customer_id,
    cast(tiers.customer_name as varchar) as customer_name,
    cast(tiers.scheme_code as varchar) as scheme_code,
    cast(tiers.review_date as date) as review_date,
    cast(customers.industry as varchar) as industry,
    cast(customers.country as varchar) as country,
    cast(customers.account_manager_id as varchar) as account_manager_id,
    cast(customers.account_manager_name as varchar) as account_manager_name,
    cast(metrics.lifecycle_status as varchar) as lifecycle_status,
    cast(tiers.score as double) as score,
    cast(tiers.score_coverage_rate as double) as score_coverage_rate,
    cast(tiers.scored_tier_code as varchar) as scored_tier_code,
    cast(tiers.candidate_tier_code as varchar) as candidate_tier_code,
    cast(tiers.effective_tier_code as varchar) as effective_tier_code,
    cast(tiers.effective_tier_rank as integer) as effective_tier_rank,
    cast(tiers.previous_effective_tier_code as varchar) as previous_effective_tier_code,
    cast(tiers.tier_change as varchar) as tier_change,
    cast(tiers.next_tier_code as varchar) as next_tier_code,
    cast(tiers.points_to_next_tier as double) as points_to_next_tier,
    cast(tiers.contribution_to_next_tier_amount as {{ amount_type() }}) as contribution_to_next_tier_amount,
    cast(metrics.net_sales_12m_amount as {{ amount_type() }}) as net_sales_12m_amount,
    cast(metrics.contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast(metrics.gross_margin_rate as double) as gross_margin_rate,
    cast(metrics.collection_rate as double) as collection_rate,
    cast(metrics.days_delinquent_weighted as double) as days_delinquent_weighted,
    cast(metrics.influence_score as double) as influence_score,
    cast(metrics.sales_growth_symmetric_rate as double) as sales_growth_symmetric_rate,
    cast(tiers.is_overridden as boolean) as is_overridden,
    cast(tiers.is_provisional as boolean) as is_provisional,
    cast(tiers.policy_version as varchar) as policy_version,
    cast(tiers.reason_codes as varchar) as reason_codes,
    cast(tiers.explanation as varchar) as explanation,
    cast(tiers.explanation_zh as varchar) as explanation_zh,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from tiers
inner join metrics
    on metrics.customer_id = tiers.customer_id
    and metrics.review_date = tiers.review_date
left join customers on customers.customer_id = tiers.customer_id
