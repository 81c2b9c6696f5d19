{# Nulls, accepted values and ranges of a table in one scan. Each returned row names the column, the broken claim and
   how many rows break it. `ranges` maps a column to [low, high], either end may be null; NULL values pass ranges and values. #}
{% test columns_hold(model, not_null=[], accepted_values={}, ranges={}, expressions={}) %}
{%- set claims = [] -%}
{%- for column in not_null -%}
    {%- do claims.append((column, 'is never null', column ~ ' is null')) -%}
{%- endfor -%}
{%- for column, values in accepted_values.items() -%}
    {%- do claims.append((column, 'is one of ' ~ values | join(', '), column ~ " not in ('" ~ values | join("', '") ~ "')")) -%}
{%- endfor -%}
{%- for column, bounds in ranges.items() -%}
    {%- if bounds[0] is not none %}{% do claims.append((column, 'is at least ' ~ bounds[0], column ~ ' < ' ~ bounds[0])) %}{% endif -%}
    {%- if bounds[1] is not none %}{% do claims.append((column, 'is at most ' ~ bounds[1], column ~ ' > ' ~ bounds[1])) %}{% endif -%}
{%- endfor -%}
{%- for claim, condition in expressions.items() -%}
    {%- do claims.append(('row', claim, 'not (' ~ condition ~ ')')) -%}
{%- endfor -%}
with broken as (
    select
        {%- for claim in claims %}
        count_if({{ claim[2] }}) as claim_{{ loop.index }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ model }}
)
{% for claim in claims %}
select '{{ claim[0] }}' as column_name, '{{ claim[1] | replace("'", "''") }}' as broken_claim, claim_{{ loop.index }} as row_count
from broken where claim_{{ loop.index }} > 0
{% if not loop.last %}union all{% endif %}
{% endfor %}
{% endtest %}
