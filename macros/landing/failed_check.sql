{# Why a record of text cannot be loaded, as `column:reason_code` of its first broken claim; NULL where all claims hold. #}
{% macro failed_check(contract) -%}
    {%- set quick, slow = [], [] -%}
    {%- for column in contract.columns -%}
        {%- do quick.append(column_holds(column)) -%}
        {%- do slow.append(column_failure(column)) -%}
    {%- endfor %}
    case
        -- nearly every record passes here; only the others are asked which claim they break
        when {{ quick | select | join('\n            and ') }}
        {%- for rule in contract.meta.get('rules', []) %}
            and not ({{ rule_condition(contract, rule) }})
        {%- endfor %}
            then null
        {{ slow | join('\n        ') }}
        {%- for rule in contract.meta.get('rules', []) %}
        when {{ rule_condition(contract, rule) }} then ':{{ rule.code }}'
        {%- endfor %}
    end
{%- endmacro %}

{# A rule of the contract speaks of typed columns; here it is asked of text. #}
{% macro rule_condition(contract, rule) -%}
    {%- set ns = namespace(condition=' ' ~ rule.condition ~ ' ') -%}
    {%- for column in contract.columns -%}
        {%- set ns.condition = modules.re.sub('\\b' ~ column.name ~ '\\b', landing_value_or_default(column), ns.condition) -%}
    {%- endfor -%}
    coalesce({{ ns.condition | trim }}, false)
{%- endmacro %}

{# What is true of a good value, cheap to ask: never NULL itself. Empty where everything is good. #}
{% macro column_holds(column) -%}
    {%- set meta = landing_column_meta(column) -%}
    {%- set text = column.name -%}
    {%- set value = landing_value(column) -%}
    {%- set type = column.data_type -%}
    {%- if type == 'varchar' and meta.get('accepted_values') -%}
        {%- set holds = "trim(" ~ text ~ ") in ('" ~ meta.accepted_values | join("', '") ~ "')" -%}
    {%- elif type == 'varchar' -%}
        {%- set holds = "trim(" ~ text ~ ") <> ''" if meta.get('required') else '' -%}
    {%- elif type == 'date' -%}
        {%- set holds = text ~ " like '____-__-__' and " ~ value ~ " between cast('1970-01-01' as date) and cast('2100-12-31' as date)" -%}
    {%- elif type == 'boolean' -%}
        {%- set holds = value ~ ' is not null' -%}
    {%- else -%}
        {%- set bounds = landing_bounds(column) -%}
        {%- set number = 'try_cast(trim(' ~ text ~ ') as ' ~ (type if type != 'integer' else 'numeric(20,4)') ~ ')' -%}
        {%- set holds = number ~ ' between ' ~ bounds.low ~ ' and ' ~ bounds.high ~ " and not contains(" ~ text ~ ", '_')" -%}
        {%- if type == 'integer' -%}{%- set holds = holds ~ ' and ' ~ number ~ ' = ' ~ value -%}{%- endif -%}
        {%- if bounds.above is not none -%}{%- set holds = holds ~ ' and ' ~ number ~ ' > ' ~ bounds.above -%}{%- endif -%}
    {%- endif -%}
    {%- if holds and meta.get('required') -%} coalesce({{ holds }}, false)
    {%- elif holds -%} ({{ text }} is null or coalesce({{ holds }}, false))
    {%- endif -%}
{%- endmacro %}

{# Bounds of a number: the contract's range, within what its type and 10^15 allow. #}
{% macro landing_bounds(column) -%}
    {%- set range = landing_column_meta(column).get('range', {}) -%}
    {%- set widest = {'integer': 2147483647, 'numeric(18,12)': 999999}.get(column.data_type, 1000000000000000) -%}
    {{ return({'low': range.get('min', -widest), 'high': range.get('max', widest), 'above': range.get('above'), 'widest': widest}) }}
{%- endmacro %}

{# The branches of the case that find which claim of one column is broken. #}
{% macro column_failure(column) -%}
    {%- set meta = landing_column_meta(column) -%}
    {%- set text = 'trim(' ~ column.name ~ ')' -%}
    {%- set value = landing_value(column) -%}
    {%- set type = column.data_type -%}
    {%- if meta.get('required') -%}
        when coalesce({{ text }}, '') = '' then '{{ column.name }}:missing_required_value'
    {% endif -%}
    {%- if type == 'varchar' and meta.get('accepted_values') -%}
        when {{ text }} <> '' and {{ text }} not in ('{{ meta.accepted_values | join("', '") }}') then '{{ column.name }}:value_not_in_enumeration'
    {%- elif type == 'boolean' -%}
        when {{ text }} <> '' and {{ value }} is null then '{{ column.name }}:unparseable_boolean'
    {%- elif type == 'date' -%}
        when {{ text }} <> '' and ({{ value }} is null or not ({{ text }} like '____-__-__'
                or {{ text }} like '____-__-__ 00:00:00%' or {{ text }} like '____-__-__T00:00:00%')) then '{{ column.name }}:unparseable_date'
        when {{ value }} not between cast('1970-01-01' as date) and cast('2100-12-31' as date) then '{{ column.name }}:date_out_of_range'
    {%- elif type != 'varchar' -%}
        {%- set bounds = landing_bounds(column) -%}
        when lower({{ text }}) in ('nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity') then '{{ column.name }}:non_finite_number'
        when {{ text }} <> '' and (try_cast({{ text }} as double) is null or contains({{ text }}, '_')) then '{{ column.name }}:unparseable_number'
        when abs(try_cast({{ text }} as double)) > {{ bounds.widest }} or abs({{ value }}) > {{ bounds.widest }} then '{{ column.name }}:{{ 'amount_too_large' if bounds.widest > 2147483647 else 'number_out_of_range' }}'
        when {{ text }} <> '' and {{ value }} is null then '{{ column.name }}:unparseable_number'
        {%- if type == 'integer' %}
        when {{ value }} <> try_cast({{ text }} as numeric(20,4)) then '{{ column.name }}:unparseable_number'
        {%- endif %}
        {%- if meta.get('range') %}
        when {{ value }} not between {{ bounds.low }} and {{ bounds.high }}{% if bounds.above is not none %} or {{ value }} <= {{ bounds.above }}{% endif %} then '{{ column.name }}:number_out_of_range'
        {%- endif %}
    {%- endif -%}
{%- endmacro %}
