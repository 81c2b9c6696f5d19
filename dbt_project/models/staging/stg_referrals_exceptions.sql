-- grain: one row per delivered record of referrals that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('referrals') }}
