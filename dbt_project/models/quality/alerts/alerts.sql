-- grain: one row per alert that holds at the current review

-- An alert keeps its id while its condition holds without a break, so that whoever sends them sends each once.
{% set types = [
    'tier_down', 'newly_problem', 'promise_missed', 'override_expiring', 'capacity_reached', 'concentration',
    'owner_below_requirement', 'hidden_share_loss', 'behind_customer_growth', 'open_deal_mismatch', 'new_key_opportunity',
    'industry_concentrating', 'lifetime_value_fit',
] -%}
{% set columns = [
    'alert_id', 'alert_type', 'subject_type', 'subject_id', 'subject_name', 'customer_id', 'since_date', 'figures', 'message',
    'who_should_know',
] -%}
{% for type in types -%}
select {{ columns | join(', ') }} from {{ ref('alert_' ~ type) }}
{{ 'union all' if not loop.last }}
{% endfor %}
