-- grain: one row per value that does not fit its column, with the reason
{{ config(materialized='table') }}

with unread_values as (
    select * from {{ source('landing_ledger', 'landing_unread_values') }}
    {%- for table in adapted_tables() %}
    union all
    select
        _load_id,
        '{{ table }}',
        _file_name,
        _record_number,
        _unread_column,
        case _unread_column
            {%- for column in landing_contract(table).columns %}
            when '{{ column.name }}' then '{{ column.data_type }}'
            {%- endfor %}
            else ''
        end,
        _unread_value,
        null
    from {{ landing_relation(table) }}
    where _unread_column is not null
    {%- endfor %}
),

final as (
    select
        load_id,
        table_name,
        file_name,
        record_number,
        column_name,
        value,
        raw_row,
        case
            when data_type = 'date' then 'unparseable_date'
            when data_type = 'boolean' then 'unparseable_boolean'
            when lower(value) in ('nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity') then 'non_finite_number'
            when try_cast(value as double) is null or contains(value, '_') then 'unparseable_number'
            when data_type = 'numeric(20,4)' then 'amount_too_large'
            when data_type = 'integer' and abs(try_cast(value as double)) <= 2147483647 then 'unparseable_number'
            else 'number_out_of_range'
        end as reason_code,
        load_id in (select load_id from {{ ref('stg_landing_files') }} where is_active) as is_active
    from unread_values
)

select * from final
