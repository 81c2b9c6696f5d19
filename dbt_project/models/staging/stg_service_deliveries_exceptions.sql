-- grain: one row per delivered record of service_deliveries that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('service_deliveries') }}
