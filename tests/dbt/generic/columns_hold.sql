{# What a table claims, in one check: its grain; nulls, accepted values and ranges in one scan. Each returned row names the
   columns, the broken claim and how many rows break it; for the grain, each key that stands more than once. `ranges` maps a
   column to [low, high], either end may be null; NULL values pass ranges and values. #}
{% test columns_hold(model, grain=[], not_null=[], accepted_values={}, ranges={}, expressions={}) %}
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
with {% if claims -%}
broken as (
    select
        {%- for claim in claims %}
        count_if({{ claim[2] }}) as claim_{{ loop.index }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ model }}
),

{% endif -%}
findings as (
    {%- for claim in claims %}
    select '{{ claim[0] }}' as column_name, '{{ claim[1] | replace("'", "''") }}' as broken_claim, claim_{{ loop.index }} as row_count
    from broken
    {{ "union all" if not loop.last or grain }}
    {%- endfor %}
    {%- if grain %}
    select
        '{{ grain | join(", ") }}' as column_name,
        'stands once: '
        {%- for column in grain %} || coalesce(cast({{ column }} as varchar), 'null'){{ " || ', '" if not loop.last }}{% endfor %} as broken_claim,
        count(*) as row_count
    from {{ model }}
    group by {{ grain | join(', ') }}
    having count(*) > 1
    {%- endif %}
)

select * from findings where row_count > 0
{% endtest %}
