{# Months counted from year 0, so that month arithmetic is integer arithmetic. #}
{% macro month_index(date) -%}
    cast(extract(year from {{ date }}) * 12 + extract(month from {{ date }}) - 1 as integer)
{%- endmacro %}
