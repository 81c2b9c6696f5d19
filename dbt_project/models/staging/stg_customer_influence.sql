-- grain: one row per customer_id × assessed_on × source: its loaded record
{{ loaded_records('customer_influence') }}
