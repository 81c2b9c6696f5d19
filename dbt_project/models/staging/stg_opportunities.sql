-- grain: one row per opportunity_id: its loaded record
{{ loaded_records('opportunities') }}
