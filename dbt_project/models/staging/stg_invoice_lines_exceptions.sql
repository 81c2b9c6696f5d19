-- grain: one row per delivered record of invoice_lines that is superseded or rejected
-- depends_on: {{ ref('stg_invoices') }}
{{ config(materialized='table') }}
{{ record_exceptions('invoice_lines') }}
