{# A fiscal year carries the number of the calendar year in which it ends. #}
{% macro fiscal_year(month_index) -%}
    cast(floor(({{ month_index }} + {{ (13 - var('fiscal_year_start_month')) % 12 }}) / cast(12 as double)) as integer)
{%- endmacro %}

{# The month of the fiscal year, 1 to 12. #}
{% macro fiscal_month(month_index) -%}
    cast(mod({{ month_index }} + {{ (13 - var('fiscal_year_start_month')) % 12 }}, 12) + 1 as integer)
{%- endmacro %}

{# The quarter of the fiscal year, 1 to 4. #}
{% macro fiscal_quarter(month_index) -%}
    cast(floor(({{ fiscal_month(month_index) }} + 2) / cast(3 as double)) as integer)
{%- endmacro %}
