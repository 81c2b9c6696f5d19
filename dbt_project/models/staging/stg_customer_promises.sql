-- grain: one row per customer_id × strategy_dimension × valid_from: its loaded record
{{ loaded_records('customer_promises') }}
