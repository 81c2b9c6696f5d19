{# The relation that holds the records of one contract table, in its types. Staging reads the outside world through this alone. #}
{% macro landing_relation(table) -%}
    {{ source('landing', table) }}
{%- endmacro %}
