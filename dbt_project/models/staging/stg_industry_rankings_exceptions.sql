-- grain: one row per delivered record of industry_rankings that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('industry_rankings') }}
