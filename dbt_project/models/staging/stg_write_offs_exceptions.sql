-- grain: one row per delivered record of write_offs that is superseded or rejected
-- depends_on: {{ ref('stg_invoices') }}
{{ config(materialized='table') }}
{{ record_exceptions('write_offs') }}
