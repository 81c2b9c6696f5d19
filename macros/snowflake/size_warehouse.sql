{# At the start of a run on Snowflake: the warehouse gets the size that SNOWFLAKE_WAREHOUSE_SIZE names. Unset leaves it. #}
{% macro size_warehouse() -%}
    {%- set size = env_var('SNOWFLAKE_WAREHOUSE_SIZE', '') -%}
    {%- if target.type == 'snowflake' and size and execute and flags.WHICH in ('run', 'build', 'retry') -%}
        {%- do run_query(size_warehouse_statement(target.warehouse, size)) -%}
    {%- endif -%}
{%- endmacro %}

{% macro size_warehouse_statement(warehouse, size) -%}
    {%- set known = ['XSMALL', 'SMALL', 'MEDIUM', 'LARGE', 'XLARGE', 'XXLARGE', 'XXXLARGE', 'X4LARGE', 'X5LARGE', 'X6LARGE'] -%}
    {%- if size | upper not in known -%}
        {{ exceptions.raise_compiler_error('SNOWFLAKE_WAREHOUSE_SIZE=' ~ size ~ ' is unknown: write one of ' ~ known | join(', ') ~ '.') }}
    {%- endif -%}
    {{ return('alter warehouse ' ~ warehouse ~ " set warehouse_size = '" ~ size | upper ~ "'") }}
{%- endmacro %}
