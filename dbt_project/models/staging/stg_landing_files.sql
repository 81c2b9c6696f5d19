-- grain: one row per file version that was ever loaded
{{ config(materialized='table') }}

with file_versions as (
    select * from {{ source('landing_ledger', 'landing_files') }}
    {%- for table in adapted_tables() %}
    union all
    -- a table that an adapter supplies counts as one file of the adapter's name
    select {{ adapted_load_id(table) }}, '{{ table }}', '{{ var("landing_adapter") }}__{{ table }}', 'adapter', null, null, null, null, null
    {%- endfor %}
),

final as (
    select
        load_id,
        table_name,
        file_name,
        file_format,
        content_hash,
        byte_count,
        ignored_columns,
        missing_columns,
        loaded_at,
        -- a file delivered again under the same name replaces its earlier version wholly
        load_id = max(load_id) over (partition by file_name) as is_active
    from file_versions
)

select * from final
