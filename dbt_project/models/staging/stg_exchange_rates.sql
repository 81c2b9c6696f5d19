-- grain: one row per rate_date × from_currency × to_currency: its loaded record
{{ loaded_records('exchange_rates') }}
