{# A date moved by whole days. #}
{% macro add_days(date, days) -%} {{ return(adapter.dispatch('add_days', 'customer_value')(date, days)) }} {%- endmacro %}

{% macro default__add_days(date, days) -%} cast(dateadd('day', {{ days }}, {{ date }}) as date) {%- endmacro %}

{% macro duckdb__add_days(date, days) -%} cast({{ date }} + cast({{ days }} as integer) as date) {%- endmacro %}
