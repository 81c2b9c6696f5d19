-- grain: one row per delivered record of customer_financials that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('customer_financials') }}
