-- grain: one row per event_id: its loaded record
{{ loaded_records('customer_events') }}
