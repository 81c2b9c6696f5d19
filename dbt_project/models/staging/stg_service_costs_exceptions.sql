-- grain: one row per delivered record of service_costs that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('service_costs') }}
