-- grain: one row per delivered record of category_spend that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('category_spend') }}
