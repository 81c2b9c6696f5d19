-- grain: one row per write_off_id: its loaded record
{{ loaded_records('write_offs') }}
