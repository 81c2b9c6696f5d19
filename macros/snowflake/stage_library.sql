{# At the start of a run on Snowflake: the Python library goes to a stage, where Python models import it from. #}
{% macro stage_library() -%}
    {%- if target.type == 'snowflake' and execute and flags.WHICH in ('run', 'build', 'retry') -%}
        {%- set library = env_var('PYTHON_LIBRARY', '') -%}
        {%- if not library -%}
            {{ exceptions.raise_compiler_error('PYTHON_LIBRARY names no file: write it with python -m dagster_pipelines.snowflake.library FILE') }}
        {%- endif -%}
        {%- for statement in stage_library_statements(target.database, library) -%}
            {%- do run_query(statement) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{# Python models name this file in their configuration: dbt_project.yml, `+imports`. #}
{% macro stage_library_statements(database, file) -%}
    {{ return([
        'create schema if not exists ' ~ database ~ '.raw',
        'create stage if not exists ' ~ database ~ '.raw.python_library',
        "put 'file://" ~ file ~ "' @" ~ database ~ '.raw.python_library auto_compress=false overwrite=true',
    ]) }}
{%- endmacro %}
