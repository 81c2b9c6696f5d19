-- grain: one row per account_manager_id: its loaded record
{{ loaded_records('account_managers') }}
