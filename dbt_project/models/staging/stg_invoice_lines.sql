-- grain: one row per invoice_id × line_number: its loaded record
{{ loaded_records('invoice_lines') }}
