-- grain: one row per delivered record of customer_events that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('customer_events') }}
