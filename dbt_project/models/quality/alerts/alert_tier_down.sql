-- grain: one row per customer whose tier fell, while it stays below

-- Since the review of the fall. The alert ends when the tier moves again, and a new fall is a new one.
with tiers as (
    select
        tiers.*,
        max(case when tier_change <> 'same' then review_date end) over (partition by customer_id) as last_move_date
    from {{ ref('customer_tiers') }} as tiers
    where scheme_code = '{{ var("governing_scheme") }}'
),

falls as (
    select tiers.*, current_tiers.account_manager_name, current_tiers.contribution_12m_amount, current_tiers.reporting_currency
    from tiers
    inner join {{ ref('customer_tiers_current') }} as current_tiers
        on current_tiers.customer_id = tiers.customer_id
        and current_tiers.scheme_code = tiers.scheme_code
    where tiers.review_date = tiers.last_move_date
        and tiers.tier_change = 'down'
)

select
    cast({{ alert_id('tier_down', 'falls.customer_id', 'falls.review_date') }} as varchar) as alert_id,
    cast('tier_down' as varchar) as alert_type,
    cast('customer' as varchar) as subject_type,
    cast(falls.customer_id as varchar) as subject_id,
    cast(falls.customer_name as varchar) as subject_name,
    cast(falls.customer_id as varchar) as customer_id,
    cast(falls.review_date as date) as since_date,
    cast(falls.previous_effective_tier_code || ' to ' || falls.effective_tier_code || coalesce(', score ' || {{ in_words('falls.score') }}, '') || coalesce(', contribution ' || {{ amount_in_words('falls.contribution_12m_amount') }} || ' ' || falls.reporting_currency, '') as varchar) as figures,
    cast(falls.customer_name || ' fell from ' || falls.previous_effective_tier_code || ' to ' || falls.effective_tier_code || coalesce(' (' || falls.reason_codes || ')', '') || '.' as varchar) as message,
    cast(coalesce(falls.account_manager_name, 'unassigned') || case when falls.effective_tier_code = 'problem' then '; Chief Financial Officer' else '' end as varchar) as who_should_know
from falls
