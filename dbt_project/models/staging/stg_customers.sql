-- grain: one row per customer_id: its loaded record
{{ loaded_records('customers') }}
