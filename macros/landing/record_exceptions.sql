{# The records of one landing table that are not loaded, with what became of them and why. Everything else is loaded.

   rejected    holds a value that does not fit, breaks a claim of the contract, is an orphan, or contradicts another record of
               its key in the same file
   superseded  a later record of the same key stands in its place; later means the name of the file, in byte order
   A rejected record supersedes nothing. Each step reads the table once and keeps few rows. #}
{% macro record_exceptions(table) -%}
{%- set contract = landing_contract(table) -%}
{%- set claims = contract_claims(contract) -%}
{%- set parents = contract.meta.get('parents', {}) -%}
{%- set keys = landing_key_columns(contract) -%}
{%- set key_list -%}{% for column in keys %}key_{{ loop.index }}, {% endfor %}{%- endset -%}
with active_records as (
    select *
    from {{ landing_relation(table) }}
    where _load_id in (select load_id from {{ ref('stg_landing_files') }} where is_active)
),

records_with_unread_values as (
    select load_id, record_number, column_name, reason_code, value, raw_row
    from {{ ref('stg_landing_unread_values') }}
    where table_name = '{{ table }}' and is_active
),

records_that_break_a_claim as (
    select
        _load_id as load_id,
        _record_number as record_number,
        case
            {%- for claim in claims %}
            when {{ claim.broken }} then '{{ claim.column }}:{{ claim.code }}'
            {%- endfor %}
        end as broken_claim
    from active_records
    where {% for claim in claims %}{{ claim.broken }}{{ '\n        or ' if not loop.last }}{% else %}false{% endfor %}
),

{% for column, parent in parents.items() -%}
records_without_{{ column }} as (
    select _load_id as load_id, _record_number as record_number, '{{ column }}:orphan' as broken_claim
    from active_records
    where {{ column }} is not null
        and not exists (select 1 from {{ ref('stg_' ~ parent) }} as parents where parents.{{ column }} = active_records.{{ column }})
),

{% endfor -%}
-- a record is reported once, for what is worst
rejections as (
    select load_id, record_number, column_name, reason_code, value, raw_row
    from (
        select load_id, record_number, column_name, reason_code, value, raw_row, 1 as badness from records_with_unread_values
        union all
        select load_id, record_number, split_part(broken_claim, ':', 1), split_part(broken_claim, ':', 2), null, null, 2
        from records_that_break_a_claim
        {%- for column in parents %}
        union all
        select load_id, record_number, split_part(broken_claim, ':', 1), split_part(broken_claim, ':', 2), null, null, 3
        from records_without_{{ column }}
        {%- endfor %}
    ) as broken_claims
    qualify row_number() over (partition by load_id, record_number order by badness, column_name, reason_code) = 1
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
        {% for column in contract.columns %}coalesce(cast({{ landing_value(column, 'active_records.') }} as varchar), ''){{ " || '|' || " if not loop.last }}{% else %}''{% endfor %} as content
    from active_records
    inner join repeated_keys
        on {% for column in keys %}{{ landing_key_value(column, 'active_records.') }} = repeated_keys.key_{{ loop.index }}{{ '\n        and ' if not loop.last }}{% else %}true{% endfor %}
    where not exists (
        select 1 from rejections
        where rejections.load_id = active_records._load_id and rejections.record_number = active_records._record_number
    )
),

compared_records as (
    select
        *,
        min(content) over (partition by {{ key_list }}_file_name) <> max(content) over (partition by {{ key_list }}_file_name) as is_contradicted
    from records_of_repeated_keys
),

ranked_records as (
    select
        *,
        row_number() over (partition by {{ key_list }}is_contradicted order by _file_name desc nulls last, _record_number) as place
    from compared_records
),

exceptions as (
    select
        {{ exception_columns(contract, "coalesce(rejections.raw_row, " ~ landing_csv_row(contract) ~ ")") | indent(8) }}
        'rejected' as status,
        rejections.reason_code,
        rejections.column_name || {{ reason_in_words('rejections.reason_code') | indent(8) }} || left(coalesce(rejections.value, case rejections.column_name
            {%- for column in contract.columns %}
            when '{{ column.name }}' then cast(active_records.{{ column.name }} as varchar)
            {%- endfor %}
        end, ''), 200) as reason
    from active_records
    inner join rejections
        on active_records._load_id = rejections.load_id and active_records._record_number = rejections.record_number

    union all

    select
        {{ exception_columns(contract, landing_csv_row(contract, 'ranked_records.'), 'ranked_records.') | indent(8) }}
        case when ranked_records.is_contradicted then 'rejected' else 'superseded' end as status,
        case
            when ranked_records.is_contradicted then 'conflicting_duplicate'
            when ranked_records._file_name = standing_records._file_name then 'identical_duplicate'
            when ranked_records.content = standing_records.content then 'repeated'
            else 'corrected'
        end as reason_code,
        case
            when ranked_records.is_contradicted then 'the same key stands in this file again with different content: deliver one record'
            else 'record ' || cast(standing_records._record_number as varchar) || ' of ' || standing_records._file_name || ' stands in its place'
        end as reason
    from ranked_records
    left join ranked_records as standing_records
        on {% for column in keys %}ranked_records.key_{{ loop.index }} = standing_records.key_{{ loop.index }}
        and {% endfor %}not standing_records.is_contradicted
        and standing_records.place = 1
    where ranked_records.is_contradicted or ranked_records.place > 1
)

select * from exceptions
{%- endmacro %}

{# The columns of the key, in its order. #}
{% macro landing_key_columns(contract) -%}
    {%- set keys = [] -%}
    {%- for name in contract.meta.key -%}
        {%- for column in contract.columns if column.name == name -%}{%- do keys.append(column) -%}{%- endfor -%}
    {%- endfor -%}
    {{ return(keys) }}
{%- endmacro %}

{# What identifies a record that was not loaded. #}
{% macro exception_columns(contract, raw_row, relation='active_records.') -%}
{{ relation }}_load_id as load_id,
{{ relation }}_file_name as file_name,
{{ relation }}_record_number as record_number,
{% for name in contract.meta.key %}coalesce(cast({{ relation }}{{ name }} as varchar), ''){{ " || ' | ' || " if not loop.last }}{% else %}''{% endfor %} as record_key,
{{ landing_control_amount(contract, relation) }} as control_amount,
{{ raw_row }} as raw_row,
{%- endmacro %}

{# The record as a line of CSV in the contract's column order, to be corrected and delivered again. #}
{% macro landing_csv_row(contract, relation='active_records.') -%}
{% for column in contract.columns %}coalesce('"' || replace(cast({{ relation }}{{ column.name }} as varchar), '"', '""') || '"', ''){{ " || ',' || " if not loop.last }}{% else %}''{% endfor %}
{%- endmacro %}
