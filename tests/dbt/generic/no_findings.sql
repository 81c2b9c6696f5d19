{# A policy with a broken rule stops the refresh with a sentence that names the row: the message of this test is that sentence. #}
{% test no_findings(model) %}
{%- if execute and load_relation(model) is not none -%}
    {%- set findings = run_query('select seed_name, row_name, sentence from ' ~ model ~ ' order by 1, 2, 3') -%}
    {%- set sentences = [] -%}
    {%- for finding in findings.rows -%}
        {%- do sentences.append('Policy ' ~ finding[0] ~ ', row ' ~ finding[1] ~ ': ' ~ finding[2] ~ '.') -%}
    {%- endfor -%}
    {%- if sentences -%}
        {%- do exceptions.raise_compiler_error(sentences | join(' ')) -%}
    {%- endif -%}
{%- endif -%}
select * from {{ model }}
{% endtest %}
