-- grain: one row per delivered record of selling_emphasis that is superseded or rejected
{{ config(materialized='table') }}
{{ record_exceptions('selling_emphasis') }}
