-- grain: one row per customer of a top tier that may fall, at the current review

with signals as (
    select signals.*
    from {{ ref('int_outlook_signals') }} as signals
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = signals.review_date
    where signals.is_indicated_lower or signals.is_near_boundary or signals.is_perhaps_inactive or signals.is_overdue or signals.is_losing_share
)

select
    cast(signals.customer_id as varchar) as customer_id,
    cast(signals.review_date as date) as review_date,
    cast(signals.customer_name as varchar) as customer_name,
    cast('{{ var("governing_scheme") }}' as varchar) as scheme_code,
    cast(signals.effective_tier_code as varchar) as effective_tier_code,
    cast(signals.effective_tier_rank as integer) as effective_tier_rank,
    cast(signals.candidate_tier_code as varchar) as candidate_tier_code,
    cast(signals.score as double) as score,
    cast(signals.points_above_cut as double) as points_above_cut,
    cast(signals.pending_direction as varchar) as pending_direction,
    cast(signals.probability_active as double) as probability_active,
    cast(signals.overdue_share as double) as overdue_over_90_rate,
    cast(signals.overdue_over_90_amount as {{ amount_type() }}) as overdue_over_90_amount,
    cast(signals.hidden_share_loss_count as integer) as hidden_share_loss_count,
    cast({{ joined_codes({
        'indicated_lower': 'signals.is_indicated_lower',
        'near_boundary': 'signals.is_near_boundary',
        'perhaps_inactive': 'signals.is_perhaps_inactive',
        'overdue': 'signals.is_overdue',
        'losing_share': 'signals.is_losing_share',
    }) }} as varchar) as reason_codes,
    cast(
        case when signals.is_indicated_lower then 1 else 0 end + case when signals.is_near_boundary then 1 else 0 end
        + case when signals.is_perhaps_inactive then 1 else 0 end + case when signals.is_overdue then 1 else 0 end
        + case when signals.is_losing_share then 1 else 0 end as integer
    ) as sign_count,
    cast(signals.contribution_12m_amount as {{ amount_type() }}) as contribution_at_risk_amount,
    cast(signals.net_sales_12m_amount as {{ amount_type() }}) as net_sales_12m_amount,
    cast(customers.account_manager_id as varchar) as account_manager_id,
    cast(customers.account_manager_name as varchar) as account_manager_name,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from signals
left join {{ ref('dim_customers') }} as customers on customers.customer_id = signals.customer_id
