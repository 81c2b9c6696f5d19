-- grain: one row per service_cost_id: its loaded record
{{ loaded_records('service_costs') }}
