-- grain: one row per customer that is a problem, or a risk to our reputation, at the current review

-- Who is here, how much is at stake, how closely it is supervised, and what is done next. The strictest rule whose
-- condition holds sets the level.
with tiers as (
    select tiers.*
    from {{ ref('customer_tiers') }} as tiers
    inner join {{ ref('dim_months') }} as months
        on months.month_end_date = tiers.review_date
        and months.is_current_review
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
),

metrics as (
    select * from {{ ref('customer_value_metrics') }}
),

credit_limits as (
    select group_head_id as customer_id, sum(credit_limit_amount) as credit_limit_amount
    from {{ ref('dim_customers') }}
    group by group_head_id
),

heads as (
    select * from {{ ref('dim_customers') }}
),

watched as (
    select
        tiers.customer_id,
        tiers.customer_name,
        tiers.review_date,
        tiers.effective_tier_code,
        tiers.is_problem,
        tiers.trigger_codes,
        tiers.clean_review_count,
        tiers.explanation,
        tiers.explanation_zh,
        problem_runs.problem_since_date,
        effective.held_tier_rank,
        trials.clean_reviews,
        metrics.open_receivables_amount,
        {%- for bucket in ['not_due', 'overdue_1_30', 'overdue_31_60', 'overdue_61_90', 'overdue_over_90'] %}
        metrics.{{ bucket }}_amount,
        {%- endfor %}
        metrics.expected_credit_loss_amount,
        metrics.contribution_12m_amount,
        losses.is_policy_rate,
        credit_limits.credit_limit_amount,
        {{ ratio('metrics.open_receivables_amount', 'credit_limits.credit_limit_amount') }} as credit_limit_use_rate,
        {{ ratio('metrics.overdue_over_90_amount', 'metrics.open_receivables_amount') }} as overdue_over_90_rate,
        coalesce(events.open_complaint_count, 0) as open_complaint_count,
        coalesce(events.open_publicity_count, 0) as open_publicity_count,
        coalesce(events.broken_promise_count, 0) as broken_promise_count,
        coalesce(events.is_reputation_risk, false) as is_reputation_risk,
        heads.account_manager_id,
        heads.account_manager_name
    from tiers
    inner join metrics
        on metrics.customer_id = tiers.customer_id
        and metrics.review_date = tiers.review_date
    inner join {{ ref('int_effective_tiers') }} as effective
        on effective.customer_id = tiers.customer_id
        and effective.scheme_code = tiers.scheme_code
        and effective.review_date = tiers.review_date
    inner join {{ ref('int_tier_trials') }} as trials
        on trials.scheme_code = tiers.scheme_code
        and trials.review_date = tiers.review_date
        and trials.trial_code = 'in_force'
    left join {{ ref('int_expected_credit_loss') }} as losses
        on losses.customer_id = tiers.customer_id
        and losses.review_date = tiers.review_date
    left join {{ ref('int_problem_runs') }} as problem_runs on problem_runs.customer_id = tiers.customer_id
    left join {{ ref('int_customer_event_counts') }} as events on events.customer_id = tiers.customer_id
    left join credit_limits on credit_limits.customer_id = tiers.customer_id
    left join heads on heads.customer_id = tiers.customer_id
    where problem_runs.customer_id is not null
        or coalesce(events.is_reputation_risk, false)
),

levelled as (
    select
        watched.customer_id,
        max(levels.level_order) as level_order
    from watched
    inner join {{ ref('supervision_rules') }} as rules
        on {{ in_force('rules', 'watched.review_date') }}
        and case rules.condition_code
            when 'insolvency' then watched.trigger_codes like '%insolvency%'
            when 'write_offs' then watched.trigger_codes like '%write_offs%'
            when 'collection' then watched.trigger_codes like '%collection%'
            when 'overdue_over_90' then watched.trigger_codes like '%overdue_over_90%'
            when 'overdue_over_90_rate' then watched.is_problem and watched.overdue_over_90_rate >= cast(rules.threshold_value as double)
            when 'broken_promises' then watched.broken_promise_count >= rules.threshold_value
            when 'credit_limit_use_rate' then watched.credit_limit_use_rate >= cast(rules.threshold_value as double)
        end
    inner join {{ ref('supervision_levels') }} as levels
        on levels.supervision_level = rules.supervision_level
        and {{ in_force('levels', 'watched.review_date') }}
    group by watched.customer_id
)

select
    cast(watched.customer_id as varchar) as customer_id,
    cast(watched.customer_name as varchar) as customer_name,
    cast(watched.review_date as date) as review_date,
    cast(watched.effective_tier_code as varchar) as effective_tier_code,
    cast(watched.trigger_codes as varchar) as trigger_codes,
    cast(watched.problem_since_date as date) as problem_since_date,
    cast(watched.open_receivables_amount as {{ amount_type() }}) as open_receivables_amount,
    {%- for bucket in ['not_due', 'overdue_1_30', 'overdue_31_60', 'overdue_61_90', 'overdue_over_90'] %}
    cast(watched.{{ bucket }}_amount as {{ amount_type() }}) as {{ bucket }}_amount,
    {%- endfor %}
    cast(watched.expected_credit_loss_amount as {{ amount_type() }}) as expected_credit_loss_amount,
    cast(coalesce(watched.is_policy_rate, true) as boolean) as is_loss_rate_policy,
    cast(watched.contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast(watched.credit_limit_amount as {{ amount_type() }}) as credit_limit_amount,
    cast(watched.credit_limit_use_rate as double) as credit_limit_use_rate,
    cast(watched.open_complaint_count as integer) as open_complaint_count,
    cast(watched.open_publicity_count as integer) as open_publicity_count,
    cast(watched.is_reputation_risk as boolean) as is_reputation_risk,
    cast(watched.broken_promise_count as integer) as broken_promise_90d_count,
    cast(watched.clean_review_count as integer) as clean_review_count,
    cast(levels.supervision_level as varchar) as supervision_level,
    cast(watched.account_manager_id as varchar) as account_manager_id,
    cast(watched.account_manager_name as varchar) as account_manager_name,
    {{ add_days('watched.review_date', 'levels.check_after_days') }} as next_check_date,
    cast(case when watched.problem_since_date is null then 'Answer the complaint or publicity before anything is sold' else levels.action_en end as varchar)
        as next_action,
    cast(case when watched.problem_since_date is null then '先處理客訴或負面新聞，再談銷售' else levels.action_zh end as varchar) as next_action_zh,
    cast(levels.responsible_role as varchar) as responsible_role,
    cast(case
        when watched.problem_since_date is null then 'Here for reputation only; its tier is not touched.'
        else 'Leaves after ' || cast(watched.clean_reviews as varchar) || ' reviews in a row without a trigger, so far '
            || cast(watched.clean_review_count as varchar)
            || coalesce(', then at most to ' || exit_tier.tier_name_en, '') || '.'
    end as varchar) as exit_explanation,
    cast(case
        when watched.problem_since_date is null then '僅因聲譽風險列入；等級不受影響。'
        else '連續 ' || cast(watched.clean_reviews as varchar) || ' 次檢視無警訊後解除，目前 ' || cast(watched.clean_review_count as varchar) || ' 次'
            || coalesce('，屆時最高為' || exit_tier.tier_name_zh, '') || '。'
    end as varchar) as exit_explanation_zh,
    cast(watched.explanation as varchar) as explanation,
    cast(watched.explanation_zh as varchar) as explanation_zh,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from watched
left join levelled on levelled.customer_id = watched.customer_id
inner join {{ ref('supervision_levels') }} as levels
    on levels.level_order = coalesce(levelled.level_order, 1)
    and {{ in_force('levels', 'watched.review_date') }}
left join {{ ref('int_tier_trial_tiers') }} as exit_tier
    on exit_tier.scheme_code = '{{ var("governing_scheme") }}'
    and exit_tier.review_date = watched.review_date
    and exit_tier.trial_code = 'in_force'
    and exit_tier.tier_rank = watched.held_tier_rank + 1
