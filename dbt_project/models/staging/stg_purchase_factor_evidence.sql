-- grain: one row per evidence_id: its loaded record
{{ loaded_records('purchase_factor_evidence') }}
