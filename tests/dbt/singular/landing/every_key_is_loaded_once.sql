-- A returned row is a key of the input contract that staging holds more than once.
{{ config(meta={'dagster': {'ref': {'name': 'load_audit'}}}) }}
-- depends_on: {{ ref('load_audit') }}
{% for name in landing_table_names() %}
{%- set key = landing_contract(name).meta.key %}
select '{{ name }}' as table_name, {% for column in key %}coalesce(cast({{ column }} as varchar), ''){{ " || ' | ' || " if not loop.last }}{% else %}''{% endfor %} as record_key, count(*) as row_count
from {{ ref('stg_' ~ name) }}
group by {{ key | join(', ') if key else '1' }}
having count(*) > 1
{{ 'union all' if not loop.last }}
{% endfor %}
