-- grain: one row per customer_id × account_manager_id × role × valid_from: its loaded record
{{ loaded_records('account_assignments') }}
