-- grain: one row per delivered record of opportunities that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('opportunities') }}
