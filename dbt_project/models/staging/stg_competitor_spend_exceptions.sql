-- grain: one row per delivered record of competitor_spend that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('competitor_spend') }}
