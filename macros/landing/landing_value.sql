{# A column of the contract with the contract's default in place of NULL. #}
{% macro landing_value(column, qualifier='') -%}
    {%- set default = landing_column_meta(column).get('default') -%}
    {%- if default == 'reporting_currency' -%} coalesce({{ qualifier }}{{ column.name }}, '{{ var("reporting_currency") }}')
    {%- elif default -%} coalesce({{ qualifier }}{{ column.name }}, '{{ default }}')
    {%- else -%} {{ qualifier }}{{ column.name }}
    {%- endif -%}
{%- endmacro %}

{# A part of the key, never NULL, so that keys compare with = also where an optional column belongs to them. #}
{% macro landing_key_value(column, qualifier='') -%}
    {%- if landing_column_meta(column).get('required') -%} {{ qualifier }}{{ column.name }}
    {%- else -%} coalesce({{ landing_value(column, qualifier) }}, '')
    {%- endif -%}
{%- endmacro %}

{# The sum of this over a table's records proves that no money is lost on the way. #}
{% macro landing_control_amount(contract, qualifier='') -%}
    cast({{ qualifier ~ contract.meta.amount if contract.meta.get('amount') else 'null' }} as numeric(20, 4))
{%- endmacro %}
