-- grain: one row per customer at the current review

-- The sheet for a review meeting. Everything on it stands in a mart of its own; this lays it side by side.
with tiers as (
    select * from {{ ref('customer_tiers_current') }}
    where scheme_code = '{{ var("governing_scheme") }}'
),

metrics as (
    select metrics.*
    from {{ ref('customer_value_metrics') }} as metrics
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = metrics.review_date
),

strategies as (
    select
        scheme_code,
        tier_code,
        {{ list_aggregate('promise_en', '; ', 'dimension_order') }} as strategy_summary
    from {{ ref('tier_strategies') }}
    where is_promised
    group by scheme_code, tier_code
),

deliveries as (
    select
        customer_id,
        count_if(is_met is not null) as promise_judged_count,
        count_if(is_met) as promise_met_count
    from {{ ref('strategy_delivery') }}
    where quarter_start_date = (select max(quarter_start_date) from {{ ref('int_quarters') }})
    group by customer_id
),

factors as (
    select customer_id, factor
    from {{ ref('customer_purchase_factors') }}
    where factor_rank = 1
        and not is_prior_only
    qualify row_number() over (partition by customer_id order by factor) = 1
),

shares as (
    select
        shares.customer_id,
        {{ list_aggregate("shares.product_category || ' ' || " ~ percent_in_words('shares.our_share_rate'), '; ', 'shares.product_category') }} as share_by_category
    from {{ ref('product_share_growth') }} as shares
    inner join {{ ref('int_latest_complete_year') }} as latest_year on latest_year.fiscal_year = shares.fiscal_year
    where shares.our_share_rate is not null
    group by shares.customer_id
),

alerts as (
    select
        customer_id,
        count(*) as alert_count,
        {{ list_aggregate('message', ' ', 'alert_type, subject_id') }} as alert_summary
    from {{ ref('alerts') }}
    where customer_id is not null
    group by customer_id
),

actions as (
    select
        customer_id,
        count_if(action_status = 'open') as open_action_count,
        count_if(action_status = 'overdue') as overdue_action_count,
        count_if(action_status = 'done') as done_action_count,
        {{ list_aggregate("action_status || ' (due ' || cast(due_on as varchar) || '): ' || action", '; ', 'due_on, action_id') }} as action_summary
    from {{ ref('int_account_actions') }}
    group by customer_id
),

mismatches as (
    select
        customer_id,
        count(distinct opportunity_id) as mismatched_deal_count,
        sum(case when is_open then amount_at_stake_amount end) as mismatch_at_stake_amount
    from {{ ref('purchase_factor_mismatches') }}
    group by customer_id
),

growth as (
    select growth.customer_id, growth.hidden_share_loss_count, growth.is_behind_customer_growth, growth.has_estimated_wallet
    from {{ ref('customer_share_growth') }} as growth
    inner join {{ ref('int_latest_complete_year') }} as latest_year on latest_year.fiscal_year = growth.fiscal_year
)

select
    cast(tiers.customer_id as varchar) as customer_id,
    cast(tiers.customer_name as varchar) as customer_name,
    cast(tiers.review_date as date) as review_date,
    cast(tiers.effective_tier_code as varchar) as tier_code,
    cast(tiers.explanation as varchar) as explanation,
    cast(tiers.explanation_zh as varchar) as explanation_zh,
    cast(tiers.next_tier_code as varchar) as next_tier_code,
    cast(tiers.points_to_next_tier as double) as points_to_next_tier,
    cast(metrics.contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast(strategies.strategy_summary as varchar) as strategy_summary,
    cast(coalesce(deliveries.promise_judged_count, 0) as integer) as promise_judged_count,
    cast(coalesce(deliveries.promise_met_count, 0) as integer) as promise_met_count,
    cast(metrics.open_receivables_amount as {{ amount_type() }}) as open_receivables_amount,
    {%- for bucket in ['not_due', 'overdue_1_30', 'overdue_31_60', 'overdue_61_90', 'overdue_over_90'] %}
    cast(metrics.{{ bucket }}_amount as {{ amount_type() }}) as {{ bucket }}_amount,
    {%- endfor %}
    cast(factors.factor as varchar) as first_purchase_factor,
    cast(shares.share_by_category as varchar) as share_by_category,
    cast(growth.hidden_share_loss_count as integer) as hidden_share_loss_count,
    cast(growth.is_behind_customer_growth as boolean) as is_behind_customer_growth,
    cast(growth.has_estimated_wallet as boolean) as has_estimated_wallet,
    cast(coalesce(mismatches.mismatched_deal_count, 0) as integer) as mismatched_deal_count,
    cast(mismatches.mismatch_at_stake_amount as {{ amount_type() }}) as mismatch_at_stake_amount,
    cast(coalesce(alerts.alert_count, 0) as integer) as alert_count,
    cast(alerts.alert_summary as varchar) as alert_summary,
    cast(coalesce(actions.open_action_count, 0) as integer) as open_action_count,
    cast(coalesce(actions.overdue_action_count, 0) as integer) as overdue_action_count,
    cast(coalesce(actions.done_action_count, 0) as integer) as done_action_count,
    cast(actions.action_summary as varchar) as action_summary,
    cast(tiers.account_manager_id as varchar) as account_manager_id,
    cast(tiers.account_manager_name as varchar) as account_manager_name,
    cast(tiers.reporting_currency as varchar) as reporting_currency
from tiers
inner join metrics on metrics.customer_id = tiers.customer_id
left join strategies
    on strategies.scheme_code = tiers.scheme_code
    and strategies.tier_code = tiers.effective_tier_code
left join deliveries on deliveries.customer_id = tiers.customer_id
left join factors on factors.customer_id = tiers.customer_id
left join shares on shares.customer_id = tiers.customer_id
left join alerts on alerts.customer_id = tiers.customer_id
left join mismatches on mismatches.customer_id = tiers.customer_id
left join growth on growth.customer_id = tiers.customer_id
left join actions on actions.customer_id = tiers.customer_id
