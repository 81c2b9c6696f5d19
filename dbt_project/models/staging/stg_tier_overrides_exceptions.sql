-- grain: one row per delivered record of tier_overrides that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('tier_overrides') }}
