-- grain: one row per customer_id × product_category × fiscal_year × source × observed_on: its loaded record
{{ loaded_records('category_spend') }}
