-- grain: one row per receipt_id: its loaded record
{{ loaded_records('receipts') }}
