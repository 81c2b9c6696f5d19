{# The condition that a dated policy row is in force on a date. #}
{% macro in_force(alias, on_date) -%}
    {{ alias }}.valid_from <= {{ on_date }} and ({{ alias }}.valid_to is null or {{ alias }}.valid_to > {{ on_date }})
{%- endmacro %}
