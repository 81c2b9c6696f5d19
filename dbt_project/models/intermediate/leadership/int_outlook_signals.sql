-- grain: one row per customer of a top tier and review

-- Signs that were there to see at each review that a customer may lose its tier; only what was known then.
with tiers as (
    select
        tiers.*,
        definitions.cut_score
    from {{ ref('customer_tiers') }} as tiers
    inner join {{ ref('tier_definitions') }} as definitions
        on definitions.scheme_code = tiers.scheme_code
        and definitions.policy_code = tiers.policy_version
        and definitions.tier_code = tiers.effective_tier_code
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
        and tiers.effective_tier_code in ('diamond', 'gold', 'strategic')
),

policy as (
    select
        {{ policy_parameter('leadership_parameters', 'boundary_points_maximum') }} as boundary_points_maximum,
        {{ policy_parameter('leadership_parameters', 'probability_active_minimum') }} as probability_active_minimum,
        {{ policy_parameter('leadership_parameters', 'overdue_share_maximum') }} as overdue_share_maximum,
        cast({{ policy_parameter('leadership_parameters', 'outlook_months') }} as integer) as outlook_months
),

-- the latest complete fiscal year at each review; the wallets behind it are today's knowledge
share_losses as (
    select customer_id, fiscal_year, max(fiscal_year_end_date) as fiscal_year_end_date, count_if(is_hidden_share_loss) as hidden_share_loss_count
    from {{ ref('product_share_growth') }}
    where is_hidden_share_loss is not null
    group by customer_id, fiscal_year
),

described as (
    select
        tiers.customer_id,
        tiers.customer_name,
        tiers.review_date,
        {{ month_index('tiers.review_date') }} as month_index,
        tiers.effective_tier_code,
        tiers.effective_tier_rank,
        tiers.candidate_tier_code,
        tiers.pending_direction,
        tiers.pending_review_count,
        tiers.score,
        tiers.cut_score,
        tiers.score - tiers.cut_score as points_above_cut,
        candidates.tier_rank as candidate_tier_rank,
        lifetime_values.probability_active,
        metrics.contribution_12m_amount,
        metrics.net_sales_12m_amount,
        metrics.open_receivables_amount,
        metrics.overdue_over_90_amount,
        {{ ratio('metrics.overdue_over_90_amount', 'metrics.open_receivables_amount') }} as overdue_share,
        share_losses.hidden_share_loss_count,
        policy.*
    from tiers
    cross join policy
    inner join {{ ref('customer_value_metrics') }} as metrics
        on metrics.customer_id = tiers.customer_id
        and metrics.review_date = tiers.review_date
    left join {{ ref('tier_definitions') }} as candidates
        on candidates.scheme_code = tiers.scheme_code
        and candidates.policy_code = tiers.policy_version
        and candidates.tier_code = tiers.candidate_tier_code
    left join {{ ref('customer_lifetime_values') }} as lifetime_values
        on lifetime_values.customer_id = tiers.customer_id
        and lifetime_values.review_date = tiers.review_date
    left join share_losses
        on share_losses.customer_id = tiers.customer_id
        and share_losses.fiscal_year_end_date <= tiers.review_date
        and {{ month_index('tiers.review_date') }} - {{ month_index('share_losses.fiscal_year_end_date') }} < 12
)

select
    *,
    coalesce(candidate_tier_rank > effective_tier_rank, false) as is_indicated_lower,
    coalesce(points_above_cut < boundary_points_maximum, false) as is_near_boundary,
    coalesce(probability_active < probability_active_minimum, false) as is_perhaps_inactive,
    coalesce(overdue_share > overdue_share_maximum, false) as is_overdue,
    coalesce(hidden_share_loss_count > 0, false) as is_losing_share
from described
