-- grain: one row per delivery_id: its loaded record
{{ loaded_records('service_deliveries') }}
