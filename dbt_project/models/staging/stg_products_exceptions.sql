-- grain: one row per delivered record of products that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('products') }}
