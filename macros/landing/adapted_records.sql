{# The end of an adapter model: the rows of `relation` as records of a contract table. `columns` maps columns of the contract
   to expressions of the relation; what is not named is NULL. Types, record numbers and values that do not fit are seen to
   here, so that staging treats the records as those of a file. #}
{% macro adapted_records(table, relation, columns) -%}
{%- set contract = landing_contract(table) -%}
{%- for name in columns if execute and name not in contract.columns | map(attribute='name') -%}
    {{ exceptions.raise_compiler_error('Table ' ~ table ~ ' of the input contract has no column ' ~ name) }}
{%- endfor -%}
,

-- every value as text, blank as NULL
adapted_values as (
    select
        {%- for column in contract.columns %}
        nullif(trim(cast({{ columns.get(column.name, 'null') }} as varchar)), '') as {{ column.name }},
        {%- endfor %}
        1 as one
    from {{ relation }}
),

adapted_records as (
    select
        {%- for column in contract.columns %}
        {{ adapted_value(column) }} as {{ column.name }},
        {%- endfor %}
        case
            {%- for column in contract.columns if column.data_type != 'varchar' %}
            when {{ column.name }} is not null and {{ adapted_value(column) }} is null then '{{ column.name }}'
            {%- endfor %}
        end as _unread_column,
        case
            {%- for column in contract.columns if column.data_type != 'varchar' %}
            when {{ column.name }} is not null and {{ adapted_value(column) }} is null then {{ column.name }}
            {%- endfor %}
        end as _unread_value,
        cast('{{ model.name }}' as varchar) as _file_name,
        cast({{ adapted_load_id(table) }} as bigint) as _load_id,
        -- a total order but for rows that are equal in everything
        cast(row_number() over (order by {% for column in contract.columns %}{{ column.name }} nulls last{{ ', ' if not loop.last }}{% else %}one{% endfor %}) as bigint) as _record_number
    from adapted_values
)

select * from adapted_records
{%- endmacro %}

{# A value that arrives as text in the type of its column. #}
{% macro adapted_value(column) -%}
    {%- if column.data_type == 'varchar' -%} {{ column.name }}
    {%- elif column.data_type == 'boolean' -%} case lower({{ column.name }}) when 'true' then true when 'false' then false end
    {%- elif column.data_type == 'integer' -%}
        case when try_cast({{ column.name }} as integer) = try_cast({{ column.name }} as numeric(20, 4)) then try_cast({{ column.name }} as integer) end
    {%- else -%} try_cast({{ column.name }} as {{ column.data_type }})
    {%- endif -%}
{%- endmacro %}

{# Tables of the contract that an adapter supplies in place of landing files: variable `landing_adapter` names it. #}
{% macro adapted_tables() -%}
    {{ return(var('landing_adapter_tables', {}).get(var('landing_adapter', 'files'), [])) }}
{%- endmacro %}

{# Load ids of adapted tables are below zero, where the loader never counts. #}
{% macro adapted_load_id(table) -%} {{ return(-1 - landing_table_names().index(table)) }} {%- endmacro %}
