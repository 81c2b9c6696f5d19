{# The typed value of a text column, NULL where it does not parse. Blank text is NULL; ids and names are trimmed. #}
{% macro landing_value(column, qualifier='') -%}
    {%- set text = qualifier ~ column.name -%}
    {%- if column.data_type == 'varchar' -%} nullif(trim({{ text }}), '')
    {%- elif column.data_type == 'boolean' -%} case lower(trim({{ text }})) when 'true' then true when 'false' then false end
    {%- else -%} try_cast(trim({{ text }}) as {{ column.data_type }})
    {%- endif -%}
{%- endmacro %}

{# The same with the contract's default in place of NULL. #}
{% macro landing_value_or_default(column, qualifier='') -%}
    {%- set default = landing_column_meta(column).get('default') -%}
    {%- if default == 'reporting_currency' -%} coalesce({{ landing_value(column, qualifier) }}, '{{ var("reporting_currency") }}')
    {%- elif default -%} coalesce({{ landing_value(column, qualifier) }}, '{{ default }}')
    {%- else -%} {{ landing_value(column, qualifier) }}
    {%- endif -%}
{%- endmacro %}

{# A part of the key, never NULL, so that keys compare with = also where an optional column belongs to them. #}
{% macro landing_key_value(column, qualifier='') -%}
    {%- if landing_column_meta(column).get('required') -%} {{ landing_value(column, qualifier) }}
    {%- else -%} coalesce({{ landing_value_or_default(column, qualifier) }}, '')
    {%- endif -%}
{%- endmacro %}

{# The sum of this proves that no money is lost on the way; NULL where the amount cannot be read at all. #}
{% macro landing_control_amount(contract) -%}
    {%- if contract.meta.get('amount') -%} try_cast(trim({{ contract.meta.amount }}) as numeric(24, 4))
    {%- else -%} cast(null as numeric(24, 4))
    {%- endif -%}
{%- endmacro %}
