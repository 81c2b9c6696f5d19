{# One part's term of a Herfindahl–Hirschman index: its share squared, as a decimal that sums repeatably; a negative part
   counts as nothing. The index is 10,000 times the sum of these terms. #}
{% macro squared_share(part, whole) -%}
    cast(case when {{ part }} > 0 then {{ ratio(part, whole) }} else 0 end as numeric(18, 12))
    * cast(case when {{ part }} > 0 then {{ ratio(part, whole) }} else 0 end as numeric(18, 12))
{%- endmacro %}
