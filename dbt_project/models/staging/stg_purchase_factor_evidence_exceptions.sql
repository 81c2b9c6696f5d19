-- grain: one row per delivered record of purchase_factor_evidence that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('purchase_factor_evidence') }}
