-- grain: one row per customer_id × fiscal_year × source: its loaded record
{{ loaded_records('customer_financials') }}
