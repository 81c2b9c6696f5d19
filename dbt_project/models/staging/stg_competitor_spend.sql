-- grain: one row per customer_id × product_category × fiscal_year × competitor_name × source × observed_on: its loaded record
{{ loaded_records('competitor_spend') }}
