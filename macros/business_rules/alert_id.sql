{# An alert's id: the same as long as the condition holds without a break, so that a reader is told once. #}
{% macro alert_id(alert_type, subject_id, since_date) -%}
    md5('{{ alert_type }}' || '|' || {{ subject_id }} || '|' || cast({{ since_date }} as varchar))
{%- endmacro %}
