{# The earliest value in the window that is not NULL; `window` is what stands between the parentheses of `over`, frame
   included. The engines want `ignore nulls` at different places. #}
{% macro first_known_value(expression, window) -%}
    {{ return(adapter.dispatch('first_known_value', 'customer_value')(expression, window)) }}
{%- endmacro %}

{% macro default__first_known_value(expression, window) -%}
    first_value({{ expression }}) ignore nulls over ({{ window }})
{%- endmacro %}

{% macro duckdb__first_known_value(expression, window) -%}
    first_value({{ expression }} ignore nulls) over ({{ window }})
{%- endmacro %}
