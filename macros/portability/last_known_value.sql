{# The latest value in the window that is not NULL; `window` is what stands between the parentheses of `over`, frame
   included. The engines want `ignore nulls` at different places. #}
{% macro last_known_value(expression, window) -%}
    {{ return(adapter.dispatch('last_known_value', 'customer_value')(expression, window)) }}
{%- endmacro %}

{% macro default__last_known_value(expression, window) -%}
    last_value({{ expression }}) ignore nulls over ({{ window }})
{%- endmacro %}

{% macro duckdb__last_known_value(expression, window) -%}
    last_value({{ expression }} ignore nulls) over ({{ window }})
{%- endmacro %}
