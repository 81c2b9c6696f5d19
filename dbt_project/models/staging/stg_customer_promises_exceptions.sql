-- grain: one row per delivered record of customer_promises that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('customer_promises') }}
