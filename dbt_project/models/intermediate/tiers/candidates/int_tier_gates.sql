-- grain: one row per trial and customer

-- Stage 6: caps, and what makes a customer a problem. What is unknown triggers nothing.
with scores as (
    select scheme_code, review_date, trial_code, customer_id, policy_code
    from {{ ref('int_tier_scores') }}
),

gates as (
    select
        gates.*,
        tiers.tier_rank as cap_tier_rank
    from {{ ref('tier_gates') }} as gates
    inner join {{ ref('tier_definitions') }} as tiers
        on tiers.scheme_code = gates.scheme_code
        and tiers.policy_code = gates.policy_code
        and tiers.tier_code = gates.cap_tier_code
),

caps as (
    select
        scores.scheme_code,
        scores.review_date,
        scores.trial_code,
        scores.customer_id,
        max(gates.cap_tier_rank) as gate_cap_tier_rank,
        {{ list_aggregate('gates.gate_code', ', ', 'gates.gate_code') }} as gate_codes,
        {{ list_aggregate('gates.gate_name_en', ', ', 'gates.gate_code') }} as gate_names_en,
        {{ list_aggregate('gates.gate_name_zh', '、', 'gates.gate_code') }} as gate_names_zh
    from scores
    inner join gates
        on gates.scheme_code = scores.scheme_code
        and gates.policy_code = scores.policy_code
    inner join {{ ref('int_tier_measures') }} as measures
        on measures.customer_id = scores.customer_id
        and measures.review_date = scores.review_date
        and measures.measure_code = gates.measure_code
    where measures.measure_value < cast(gates.minimum_value as double)
    group by scores.scheme_code, scores.review_date, scores.trial_code, scores.customer_id
),

-- one row a trial: thresholds side by side, at the review's rate
{% set triggers = ['collection', 'overdue_over_90', 'write_offs', 'insolvency', 'negative_publicity'] -%}
thresholds as (
    select
        trials.scheme_code,
        trials.review_date,
        trials.trial_code
        {%- for trigger in triggers %},
        max(case when triggers.trigger_code = '{{ trigger }}' then triggers.threshold_value end) as {{ trigger }}_value,
        max(case when triggers.trigger_code = '{{ trigger }}' then {{ at_rate('triggers.threshold_amount', 'exchange_rates.exchange_rate') }} end)
            as {{ trigger }}_amount,
        count_if(triggers.trigger_code = '{{ trigger }}' and triggers.is_active) > 0 as is_{{ trigger }}_active
        {%- endfor %}
    from {{ ref('int_tier_trials') }} as trials
    left join {{ ref('problem_triggers') }} as triggers
        on triggers.scheme_code = trials.scheme_code
        and triggers.policy_code = trials.policy_code
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = coalesce(triggers.threshold_currency, '{{ var("reporting_currency") }}')
        and exchange_rates.rate_date = trials.review_date
    group by trials.scheme_code, trials.review_date, trials.trial_code
),

-- shares are compared as products: a quotient of exactly the threshold may fall on either side of it
measured as (
    select
        scores.scheme_code,
        scores.review_date,
        scores.trial_code,
        scores.customer_id,
        thresholds.is_collection_active
        and metrics.matured_collected_12m_amount < cast(thresholds.collection_value as numeric(10, 8)) * metrics.matured_due_12m_amount
        and metrics.matured_due_12m_amount >= thresholds.collection_amount as is_collection,
        thresholds.is_overdue_over_90_active
        and metrics.overdue_over_90_amount > cast(thresholds.overdue_over_90_value as numeric(10, 8)) * metrics.open_receivables_amount
        and metrics.overdue_over_90_amount > thresholds.overdue_over_90_amount as is_overdue_over_90,
        thresholds.is_write_offs_active and facts.write_offs_12m_amount > thresholds.write_offs_amount as is_write_offs,
        thresholds.is_insolvency_active and facts.insolvent_exposure_rate >= cast(thresholds.insolvency_value as double) as is_insolvency,
        thresholds.is_insolvency_active and facts.insolvent_exposure_rate < cast(thresholds.insolvency_value as double)
            as is_insolvency_small,
        thresholds.is_negative_publicity_active and facts.publicity_severity >= thresholds.negative_publicity_value as is_negative_publicity
    from scores
    inner join thresholds
        on thresholds.scheme_code = scores.scheme_code
        and thresholds.review_date = scores.review_date
        and thresholds.trial_code = scores.trial_code
    inner join {{ ref('customer_value_metrics') }} as metrics
        on metrics.customer_id = scores.customer_id
        and metrics.review_date = scores.review_date
    left join {{ ref('int_problem_facts') }} as facts
        on facts.customer_id = scores.customer_id
        and facts.review_date = scores.review_date
),

coded as (
    select
        measured.*,
        ''
        {%- for trigger in triggers %}
        || case when is_{{ trigger }} then ', {{ trigger }}' else '' end
        {%- endfor %} as trigger_codes
    from measured
)

select
    coded.scheme_code,
    coded.review_date,
    coded.trial_code,
    coded.customer_id,
    caps.gate_cap_tier_rank,
    caps.gate_codes,
    caps.gate_names_en,
    caps.gate_names_zh,
    coded.trigger_codes <> '' as is_problem,
    case when coded.trigger_codes <> '' then substr(coded.trigger_codes, 3) end as trigger_codes,
    {%- for trigger in triggers %}
    coalesce(coded.is_{{ trigger }}, false) as is_{{ trigger }},
    {%- endfor %}
    coalesce(coded.is_insolvency_small, false) as has_small_insolvency
from coded
left join caps
    on caps.scheme_code = coded.scheme_code
    and caps.review_date = coded.review_date
    and caps.trial_code = coded.trial_code
    and caps.customer_id = coded.customer_id
