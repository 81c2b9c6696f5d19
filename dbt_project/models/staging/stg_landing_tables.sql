-- grain: one row per table of the input contract
{{ config(materialized='table') }}

with contract_tables as (
    {%- for name in landing_table_names() %}
    select '{{ name }}' as table_name{{ ' union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        cast(table_name as varchar) as table_name,
        table_name in (select table_name from {{ ref('stg_landing_files') }} where is_active) as is_delivered
    from contract_tables
)

select * from final
