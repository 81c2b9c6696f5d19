-- grain: one row per delivered record of invoices that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('invoices') }}
