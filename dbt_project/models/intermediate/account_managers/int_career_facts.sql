-- grain: one row per account manager, criterion and tier (or none): what a career is judged by at the current review
{{ config(materialized='ephemeral') }}

with current_review as (
    select * from {{ ref('int_current_review') }}
),

portfolios as (
    select
        portfolios.*,
        sum(case when contribution_12m_amount > 0 then contribution_12m_amount else 0 end) over () as company_contribution_amount
    from {{ ref('account_manager_portfolios') }} as portfolios
    inner join current_review on current_review.review_date = portfolios.review_date
),

owned_tiers as (
    select
        owners.account_manager_id,
        owners.customer_id,
        owners.review_date,
        {{ month_index('owners.review_date') }} as month_index,
        tiers.effective_tier_rank
    from {{ ref('int_owners_at_reviews') }} as owners
    inner join {{ ref('customer_tiers') }} as tiers
        on tiers.customer_id = owners.customer_id
        and tiers.review_date = owners.review_date
        and tiers.scheme_code = '{{ var("governing_scheme") }}'
),

scheme_tiers as (
    select tiers.tier_code, tiers.tier_rank
    from {{ ref('int_tier_trial_tiers') }} as tiers
    inner join current_review on current_review.review_date = tiers.review_date
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
        and tiers.trial_code = 'in_force'
),

top_counts as (
    select
        owned_tiers.account_manager_id,
        scheme_tiers.tier_code,
        count(*) as customer_count
    from owned_tiers
    inner join current_review on current_review.review_date = owned_tiers.review_date
    inner join scheme_tiers on scheme_tiers.tier_rank >= owned_tiers.effective_tier_rank
    group by owned_tiers.account_manager_id, scheme_tiers.tier_code
),

-- one customer at the top tier, and with the same owner, at every review of the last N months
held as (
    select
        owned_tiers.account_manager_id,
        owned_tiers.customer_id,
        count(*) as review_count
    from owned_tiers
    cross join current_review
    where owned_tiers.effective_tier_rank = 1
        and owned_tiers.month_index > current_review.month_index - {{ policy_parameter('career_parameters', 'single_customer_months') }}
    group by owned_tiers.account_manager_id, owned_tiers.customer_id
),

held_counts as (
    select
        account_manager_id,
        count_if(review_count >= {{ policy_parameter('career_parameters', 'single_customer_months') }}) as customer_count
    from held
    group by account_manager_id
),

upgrades as (
    select
        owners.account_manager_id,
        sum(upgrades.net_count) as net_upgrade_count
    from {{ ref('int_career_upgrades') }} as upgrades
    inner join {{ ref('int_owners_at_reviews') }} as owners
        on owners.customer_id = upgrades.customer_id
        and owners.review_date = upgrades.review_date
    cross join current_review
    where upgrades.month_index > current_review.month_index - {{ policy_parameter('career_parameters', 'upgrade_window_months') }}
    group by owners.account_manager_id
),

deliveries as (
    select
        deliveries.account_manager_id,
        {{ ratio('sum(deliveries.confirmed_met_count)', 'sum(deliveries.judged_count)') }} as delivery_rate
    from {{ ref('int_manager_deliveries') }} as deliveries
    cross join current_review
    where {{ month_index('deliveries.quarter_end_date') }} > current_review.month_index - 12
    group by deliveries.account_manager_id
),

facts as (
    select account_manager_id, 'customer_count' as criterion_code, cast(null as varchar) as tier_code, cast(customer_count as double) as measured_value
    from portfolios
    union all
    select account_manager_id, 'contribution_amount', null, cast(contribution_12m_amount as double)
    from portfolios
    union all
    select account_manager_id, 'contribution_share_rate', null, {{ ratio('contribution_12m_amount', 'company_contribution_amount') }}
    from portfolios
    union all
    select account_manager_id, 'collection_rate', null, collection_rate
    from portfolios
    union all
    select account_manager_id, 'top_customer_count', tier_code, cast(customer_count as double)
    from top_counts
    union all
    select account_manager_id, 'diamond_held_24m_count', 'diamond', cast(customer_count as double)
    from held_counts
    union all
    select account_manager_id, 'net_upgrade_count', null, cast(net_upgrade_count as double)
    from upgrades
    union all
    select account_manager_id, 'delivery_rate', null, delivery_rate
    from deliveries
)

select account_manager_id, criterion_code, tier_code, measured_value
from facts
