-- grain: one row per invoice_id: its loaded record
{{ loaded_records('invoices') }}
