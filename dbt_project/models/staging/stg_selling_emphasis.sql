-- grain: one row per opportunity_id × factor: its loaded record
{{ loaded_records('selling_emphasis') }}
