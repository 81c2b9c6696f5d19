{# The schema of a relation is its layer folder, the same on every target: one word from file to chart. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name if custom_schema_name is not none else target.schema }}
{%- endmacro %}
