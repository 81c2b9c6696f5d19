-- grain: one row per customer_id × scheme_code × valid_from: its loaded record
{{ loaded_records('tier_overrides') }}
