{# The records of one landing table that are not loaded, with what became of them and why. Everything else is loaded.

   rejected    breaks a claim of the contract, is an orphan, or contradicts another record of its key in the same file
   superseded  a later record of the same key stands in its place; later means the name of the file, in byte order
   A rejected record supersedes nothing. Each heavy step reads the table once and keeps few rows. #}
{% macro record_exceptions(table) -%}
{%- set contract = landing_contract(table) -%}
{%- set parents = contract.meta.get('parents', {}) -%}
{%- set keys = [] -%}
{%- for name in contract.meta.key -%}{%- for column in contract.columns if column.name == name -%}{%- do keys.append(column) -%}{%- endfor -%}{%- endfor -%}
with active_records as (
    {{ active_records(table) }}
),

records_that_break_a_claim as (
    select *
    from (
        select
            *,
            {{ failed_check(contract) | indent(12) }} as failed_check
        from active_records
    ) as checked_records
    where failed_check is not null
),

orphan_records as (
    {%- for column in parents %}
    select
        active_records.*,
        '{{ column }}:orphan' as failed_check
    from active_records
    where trim({{ column }}) <> ''
        and not exists (
            select 1 from {{ ref('stg_' ~ parents[column]) }} as parents where parents.{{ column }} = trim(active_records.{{ column }})
        )
    {{ 'union all' if not loop.last }}
    {%- else %}
    select active_records.*, cast(null as varchar) as failed_check from active_records where false
    {%- endfor %}
),

{#- an orphan that breaks a claim too is reported once, for the claim #}
rejected_records as (
    select * from records_that_break_a_claim
    union all
    select orphan_records.*
    from orphan_records
    where not exists (
        select 1 from records_that_break_a_claim as broken
        where broken._load_id = orphan_records._load_id and broken._record_number = orphan_records._record_number
    )
    {%- if parents | length > 1 %}
    qualify row_number() over (partition by _load_id, _record_number order by failed_check) = 1
    {%- endif %}
),

repeated_keys as (
    select
        {%- for column in keys %}
        {{ landing_key_value(column) }} as key_{{ loop.index }}{{ ',' if not loop.last }}
        {%- endfor %}
    from active_records
    group by {% for column in keys %}{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}
    having count(*) > 1
),

records_of_repeated_keys as (
    select
        active_records.*,
        {%- for column in keys %}
        repeated_keys.key_{{ loop.index }},
        {%- endfor %}
        {% for column in contract.columns %}coalesce(cast({{ landing_value_or_default(column, 'active_records.') }} as varchar), ''){{ " || '|' || " if not loop.last }}{% else %}''{% endfor %} as content
    from active_records
    inner join repeated_keys
        on {% for column in keys %}{{ landing_key_value(column, 'active_records.') }} = repeated_keys.key_{{ loop.index }}{{ '\n        and ' if not loop.last }}{% else %}true{% endfor %}
    where not exists (
        select 1 from rejected_records
        where rejected_records._load_id = active_records._load_id and rejected_records._record_number = active_records._record_number
    )
),

compared_records as (
    select
        *,
        min(content) over (partition by {{ landing_key_list(keys) }}_file_name) <> max(content) over (partition by {{ landing_key_list(keys) }}_file_name) as is_contradicted
    from records_of_repeated_keys
),

ranked_records as (
    select
        *,
        row_number() over (partition by {{ landing_key_list(keys) }}is_contradicted order by _file_name desc nulls last, _record_number) as place,
        first_value(content) over (partition by {{ landing_key_list(keys) }}is_contradicted order by _file_name desc nulls last, _record_number rows between unbounded preceding and unbounded following) as standing_content,
        first_value(_file_name) over (partition by {{ landing_key_list(keys) }}is_contradicted order by _file_name desc nulls last, _record_number rows between unbounded preceding and unbounded following) as standing_file_name,
        first_value(_record_number) over (partition by {{ landing_key_list(keys) }}is_contradicted order by _file_name desc nulls last, _record_number rows between unbounded preceding and unbounded following) as standing_record_number
    from compared_records
),

exceptions as (
    select
        {{ exception_columns(contract) | indent(8) }}
        'rejected' as status,
        split_part(failed_check, ':', 2) as reason_code,
        {{ failure_in_words(contract) | indent(8) }} as reason
    from rejected_records

    union all

    select
        {{ exception_columns(contract) | indent(8) }}
        case when is_contradicted then 'rejected' else 'superseded' end as status,
        case
            when is_contradicted then 'conflicting_duplicate'
            when _file_name = standing_file_name then 'identical_duplicate'
            when content = standing_content then 'repeated'
            else 'corrected'
        end as reason_code,
        case
            when is_contradicted then 'the same key stands in this file again with different content: deliver one record'
            else 'record ' || cast(standing_record_number as varchar) || ' of ' || standing_file_name || ' stands in its place'
        end as reason
    from ranked_records
    where is_contradicted or place > 1
)

select * from exceptions
{%- endmacro %}

{% macro landing_key_list(keys) -%} {% for column in keys %}key_{{ loop.index }}, {% endfor %} {%- endmacro %}

{# Records of the active version of each file. #}
{% macro active_records(table) -%}
    select *
    from {{ landing_relation(table) }}
    where _load_id in (select load_id from {{ ref('stg_landing_files') }} where is_active)
{%- endmacro %}

{# What identifies a record that was not loaded, and the record itself as a line of CSV in the contract's order. #}
{% macro exception_columns(contract) -%}
_load_id as load_id,
_file_name as file_name,
_record_number as record_number,
{% for name in contract.meta.key %}coalesce(trim({{ name }}), ''){{ " || ' | ' || " if not loop.last }}{% else %}''{% endfor %} as record_key,
{{ landing_control_amount(contract) }} as control_amount,
{% for column in contract.columns %}coalesce('"' || replace({{ column.name }}, '"', '""') || '"', ''){{ " || ',' || " if not loop.last }}{% else %}''{% endfor %} as raw_row,
{%- endmacro %}

{# The broken claim as a clause for people, with the value that breaks it. #}
{% macro failure_in_words(contract) -%}
case split_part(failed_check, ':', 2)
    {%- for rule in contract.meta.get('rules', []) %}
    when '{{ rule.code }}' then '{{ rule.reason }}'
    {%- endfor %}
    when 'missing_required_value' then split_part(failed_check, ':', 1) || ' is empty: it is required'
    else split_part(failed_check, ':', 1) || case split_part(failed_check, ':', 2)
            when 'unparseable_date' then ' is not a date such as 2026-03-31: '
            when 'date_out_of_range' then ' is not between 1970 and 2100: '
            when 'unparseable_number' then ' is not a number such as 1234.56 (whole where a count is asked): '
            when 'non_finite_number' then ' is not a finite number: '
            when 'amount_too_large' then ' is beyond 10^15: '
            when 'number_out_of_range' then ' is outside its range: '
            when 'unparseable_boolean' then ' is neither true nor false: '
            when 'value_not_in_enumeration' then ' is not one of the values that the contract names: '
            when 'orphan' then ' refers to a record that was not delivered or was rejected: '
            else ': '
        end
        || left(coalesce(case split_part(failed_check, ':', 1)
            {%- for column in contract.columns %}
            when '{{ column.name }}' then {{ column.name }}
            {%- endfor %}
        end, ''), 200)
end
{%- endmacro %}
