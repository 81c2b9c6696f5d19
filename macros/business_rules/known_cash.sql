{# Without a single receipt in the data cash is unknown, and so is everything that rests on it. The relation in scope carries
   `is_cash_known`. #}
{% macro known_cash(expression) -%} case when is_cash_known then {{ expression }} end {%- endmacro %}
