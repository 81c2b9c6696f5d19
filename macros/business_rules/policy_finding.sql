{# The columns of a finding: which policy seed, which row of it, and what is wrong with it as a clause. #}
{% macro policy_finding(seed, row_name, sentence) -%}
    '{{ seed }}' as seed_name, {{ row_name }} as row_name, {{ sentence }} as sentence
{%- endmacro %}
