{# The last day of the fiscal year that carries the number `fiscal_year`. #}
{% macro fiscal_year_end_date(fiscal_year) -%}
    {%- set last_month = (var('fiscal_year_start_month') + 10) % 12 + 1 -%}
    cast(last_day(cast(cast({{ fiscal_year }} as varchar) || '-{{ "%02d" | format(last_month) }}-01' as date)) as date)
{%- endmacro %}
