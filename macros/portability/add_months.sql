{# A date moved by whole months; the day is cut to the month's length. #}
{% macro add_months(date, months) -%} {{ return(adapter.dispatch('add_months', 'customer_value')(date, months)) }} {%- endmacro %}

{% macro default__add_months(date, months) -%} cast(dateadd('month', {{ months }}, {{ date }}) as date) {%- endmacro %}

{% macro duckdb__add_months(date, months) -%} cast({{ date }} + to_months(cast({{ months }} as integer)) as date) {%- endmacro %}
