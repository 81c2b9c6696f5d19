-- grain: one row per delivered record of customers that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('customers') }}
