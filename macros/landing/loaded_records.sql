{# The loaded records of one landing table: defaults filled in, without what is superseded or rejected. #}
{% macro loaded_records(table) -%}
select
    {%- for column in landing_contract(table).columns %}
    {{ landing_value(column) }} as {{ column.name }},
    {%- endfor %}
    _file_name as file_name,
    _record_number as record_number
from {{ landing_relation(table) }} as records
where _load_id in (select load_id from {{ ref('stg_landing_files') }} where is_active)
    and not exists (
        select 1 from {{ ref('stg_' ~ table ~ '_exceptions') }} as exceptions
        where exceptions.load_id = records._load_id and exceptions.record_number = records._record_number
    )
{%- endmacro %}
