{# What the contract claims of the typed values of a table, as a list of {column, code, broken}: `broken` is a condition that
   is true of a record that breaks the claim. Each is a plain comparison, so that an engine proves most of them from the
   smallest and largest value of a block without looking at its rows. #}
{% macro contract_claims(contract) -%}
    {%- set claims = [] -%}
    {%- for column in contract.columns -%}
        {%- set meta = landing_column_meta(column) -%}
        {%- if meta.get('required') -%}
            {%- do claims.append({'column': column.name, 'code': 'missing_required_value', 'broken': column.name ~ ' is null'}) -%}
        {%- endif -%}
        {%- if meta.get('accepted_values') -%}
            {%- set values = "('" ~ meta.accepted_values | join("', '") ~ "')" -%}
            {%- do claims.append({'column': column.name, 'code': 'value_not_in_enumeration', 'broken': column.name ~ ' not in ' ~ values}) -%}
        {%- endif -%}
        {%- if column.data_type == 'date' -%}
            {%- do claims.append({'column': column.name, 'code': 'date_out_of_range', 'broken': column.name ~ " < cast('1970-01-01' as date)"}) -%}
            {%- do claims.append({'column': column.name, 'code': 'date_out_of_range', 'broken': column.name ~ " > cast('2100-12-31' as date)"}) -%}
        {%- elif column.data_type == 'numeric(20,4)' -%}
            {%- for side in ('> ', '< -') -%}
                {%- do claims.append({'column': column.name, 'code': 'amount_too_large', 'broken': column.name ~ ' ' ~ side ~ '1000000000000000'}) -%}
            {%- endfor -%}
        {%- endif -%}
        {%- for bound, side in (('min', '<'), ('max', '>'), ('above', '<=')) if bound in meta.get('range', {}) -%}
            {%- do claims.append({'column': column.name, 'code': 'number_out_of_range', 'broken': column.name ~ ' ' ~ side ~ ' ' ~ meta.range[bound]}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for rule in contract.meta.get('rules', []) -%}
        {%- do claims.append({'column': rule.column, 'code': rule.code, 'broken': rule.condition}) -%}
    {%- endfor -%}
    {{ return(claims) }}
{%- endmacro %}

{# A reason code as words that follow the name of the column. #}
{% macro reason_in_words(code) -%}
    case {{ code }}
        when 'missing_required_value' then ' is empty: it is required'
        when 'unparseable_date' then ' is not a date such as 2026-03-31: '
        when 'date_out_of_range' then ' is not between 1970 and 2100: '
        when 'unparseable_number' then ' is not a number such as 1234.56, or not a whole one where a count is asked: '
        when 'non_finite_number' then ' is not a finite number: '
        when 'amount_too_large' then ' is beyond 10^15: '
        when 'number_out_of_range' then ' is outside its range: '
        when 'wrong_sign' then ' must not be above zero on a credit note or cancellation: '
        when 'unparseable_boolean' then ' is neither true nor false: '
        when 'value_not_in_enumeration' then ' is not one of the values that the contract names: '
        when 'orphan' then ' refers to a record that was not delivered or was rejected: '
    end
{%- endmacro %}
