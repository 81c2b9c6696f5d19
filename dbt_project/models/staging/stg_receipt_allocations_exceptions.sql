-- grain: one row per delivered record of receipt_allocations that is superseded or rejected
-- depends_on: {{ ref('stg_invoices') }}
-- depends_on: {{ ref('stg_receipts') }}
{{ config(materialized='table') }}
{{ record_exceptions('receipt_allocations') }}
