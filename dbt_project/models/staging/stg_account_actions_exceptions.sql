-- grain: one row per delivered record of account_actions that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('account_actions') }}
