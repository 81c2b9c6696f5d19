-- grain: one row per product_id: its loaded record
{{ loaded_records('products') }}
