-- grain: one row per action_id: its loaded record
{{ loaded_records('account_actions') }}
