{# A ratio is NULL, never 0 or 1, when its denominator is not above zero. Doubles appear in this last division only,
   since sums of doubles are not repeatable. #}
{% macro ratio(numerator, denominator) -%}
    case when {{ denominator }} > 0 then cast({{ numerator }} as double) / cast({{ denominator }} as double) end
{%- endmacro %}
