-- grain: one row per delivered record of exchange_rates that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('exchange_rates') }}
