{# The larger or smaller of two values that are both known. The engines' own greatest() and least() differ on NULL. #}
{% macro larger_of(first, second) -%} case when {{ first }} >= {{ second }} then {{ first }} else {{ second }} end {%- endmacro %}

{% macro smaller_of(first, second) -%} case when {{ first }} <= {{ second }} then {{ first }} else {{ second }} end {%- endmacro %}
