{# The relation that holds the records of one contract table, in its types. Staging reads the outside world through this
   alone: the loader's table in raw, or the model of an adapter that stands in for it. #}
{% macro landing_relation(table) -%}
    {%- if table in adapted_tables() -%}
        {{ return(ref(var('landing_adapter') ~ '__' ~ table)) }}
    {%- else -%}
        {{ return(source('landing', table)) }}
    {%- endif -%}
{%- endmacro %}
