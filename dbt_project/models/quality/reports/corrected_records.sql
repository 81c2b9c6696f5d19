-- grain: one row per record that a later file replaced with different content
with {% for name in landing_table_names() -%}
{{ name }} as (
    select '{{ name }}' as table_name, * from {{ ref('stg_' ~ name ~ '_exceptions') }} where reason_code = 'corrected'
),

{% endfor -%}
corrected as (
    {%- for name in landing_table_names() %}
    select * from {{ name }}{{ ' union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        cast(table_name as varchar) as table_name,
        cast(file_name as varchar) as file_name,
        cast(record_number as bigint) as record_number,
        cast(record_key as varchar) as record_key,
        cast(reason as varchar) as correction,
        cast(control_amount as numeric(20, 4)) as control_amount,
        cast(raw_row as varchar) as raw_row
    from corrected
)

select * from final
