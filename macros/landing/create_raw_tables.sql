{# dbt run-operation create_raw_tables: every raw table of the contract and of the loader's ledger, empty where it does not
   stand yet. For targets that the loader does not write to, such as a Snowflake database fed by its own pipes. #}
{% macro create_raw_tables() -%}
    {%- if execute -%}
        {%- do run_query('create schema if not exists ' ~ source('landing', 'customers').include(identifier=false)) -%}
        {%- for node in graph.sources.values() if node.source_name in ('landing', 'landing_ledger') -%}
            {%- set columns = [] -%}
            {%- for column in node.columns.values() -%}{%- do columns.append(column.name ~ ' ' ~ column.data_type) -%}{%- endfor -%}
            {%- if node.source_name == 'landing' -%}
                {%- do columns.extend(['_unread_record varchar', '_file_name varchar', '_load_id bigint', '_record_number bigint']) -%}
            {%- endif -%}
            {%- do run_query('create table if not exists ' ~ source(node.source_name, node.name) ~ ' (' ~ columns | join(', ') ~ ')') -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
