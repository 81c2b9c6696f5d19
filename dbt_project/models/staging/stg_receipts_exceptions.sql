-- grain: one row per delivered record of receipts that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('receipts') }}
