{# Texts of a group joined in a stated order. #}
{% macro list_aggregate(expression, separator, order_by) -%}
    {{ return(adapter.dispatch('list_aggregate', 'customer_value')(expression, separator, order_by)) }}
{%- endmacro %}

{% macro default__list_aggregate(expression, separator, order_by) -%}
    listagg({{ expression }}, '{{ separator }}') within group (order by {{ order_by }})
{%- endmacro %}

{% macro duckdb__list_aggregate(expression, separator, order_by) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}
