{# Every statement of a model carries the tag of its configuration (dbt_project.yml, `query_tag`), so that
   `query_history` adds up credits by layer. dbt's own macros ask for the former tag first and set it back afterwards:
   two statements more a model, for a session that nobody else uses. #}
{% macro snowflake__set_query_tag() -%}
    {%- set tag = config.get('query_tag') -%}
    {%- if tag -%}{%- do run_query(query_tag_statement(tag)) -%}{%- endif -%}
{%- endmacro %}

{% macro snowflake__unset_query_tag(original_query_tag) -%}{%- endmacro %}

{% macro query_tag_statement(tag) -%}
    {{ return("alter session set query_tag = '" ~ tag | replace("'", "''") ~ "'") }}
{%- endmacro %}
