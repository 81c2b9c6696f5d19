-- grain: one row per delivered record that is rejected
with reader_rejects as (
    select * from {{ ref('stg_landing_rejects') }} where is_active
),

{% for name in landing_table_names() -%}
{{ name }} as (
    select '{{ name }}' as table_name, * from {{ ref('stg_' ~ name ~ '_exceptions') }} where status = 'rejected'
),

{% endfor -%}
rejected_records as (
    {%- for name in landing_table_names() %}
    select * from {{ name }}{{ ' union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        cast(table_name as varchar) as table_name,
        cast(file_name as varchar) as file_name,
        cast(record_number as bigint) as row_number,
        cast('record' as varchar) as row_number_kind,
        cast(record_key as varchar) as record_key,
        cast(reason_code as varchar) as reason_code,
        cast(reason as varchar) as reason,
        cast(control_amount as numeric(20, 4)) as control_amount,
        cast(raw_row as varchar) as raw_row
    from rejected_records

    union all

    select
        table_name,
        file_name,
        row_number,
        row_number_kind,
        cast(null as varchar) as record_key,
        reason_code,
        reason,
        cast(null as numeric(20, 4)) as control_amount,
        raw_row
    from reader_rejects
)

select * from final
