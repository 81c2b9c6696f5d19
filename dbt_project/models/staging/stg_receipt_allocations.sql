-- grain: one row per receipt_id × invoice_id × allocation_date: its loaded record
{{ loaded_records('receipt_allocations') }}
