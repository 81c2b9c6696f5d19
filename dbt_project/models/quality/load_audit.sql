-- grain: one row per landing table × file; all versions of a file together
-- received is counted in raw, loaded in staging, superseded and rejected among the exceptions: three counts, one identity
with file_versions as (
    select * from {{ ref('stg_landing_files') }}
),

reader_rejects as (
    select * from {{ ref('stg_landing_rejects') }}
),

{#- the amounts are control totals: added over all currencies, only to prove that nothing is lost #}
received_records as (
    {%- for name in landing_table_names() %}
    select '{{ name }}' as table_name, _file_name as file_name, _load_id as load_id, count(*) as row_count,
        sum({{ landing_control_amount(landing_contract(name)) }}) as control_amount
    from {{ landing_relation(name) }} group by _file_name, _load_id{{ ' union all' if not loop.last }}
    {%- endfor %}
),

loaded_records as (
    {%- for name in landing_table_names() %}
    select '{{ name }}' as table_name, file_name, count(*) as row_count,
        sum({{ landing_control_amount(landing_contract(name)) }}) as control_amount
    from {{ ref('stg_' ~ name) }} group by file_name{{ ' union all' if not loop.last }}
    {%- endfor %}
),

excepted_records as (
    {%- for name in landing_table_names() %}
    select '{{ name }}' as table_name, file_name, status, count(*) as row_count, sum(control_amount) as control_amount
    from {{ ref('stg_' ~ name ~ '_exceptions') }} group by file_name, status{{ ' union all' if not loop.last }}
    {%- endfor %}
),

{#- everything of a replaced file version is superseded, what its reader rejected too #}
counted as (
    select table_name, file_name, 'received' as status, row_count, control_amount from received_records
    union all
    select table_name, file_name, 'received', 1, null from reader_rejects
    union all
    select table_name, file_name, 'loaded', row_count, control_amount from loaded_records
    union all
    select table_name, file_name, status, row_count, control_amount from excepted_records
    union all
    select table_name, file_name, 'rejected', 1, null from reader_rejects where is_active
    union all
    select table_name, file_name, 'superseded', 1, null from reader_rejects where not is_active
    union all
    select received_records.table_name, received_records.file_name, 'superseded', received_records.row_count, received_records.control_amount
    from received_records
    inner join file_versions on received_records.load_id = file_versions.load_id
    where not file_versions.is_active
    union all
    -- a file without records has its row too
    select table_name, file_name, 'received', 0, null from file_versions
),

counts as (
    select
        table_name,
        file_name,
        {%- for status in ('received', 'loaded', 'superseded', 'rejected') %}
        sum(case when status = '{{ status }}' then row_count else 0 end) as {{ status }},
        {%- endfor %}
        {%- for status in ('received', 'loaded', 'superseded', 'rejected') %}
        sum(case when status = '{{ status }}' then control_amount end) as {{ status }}_amount{{ ',' if not loop.last }}
        {%- endfor %}
    from counted
    group by table_name, file_name
),

versions as (
    select
        file_name,
        count(*) as version_count,
        max(case when is_active then ignored_columns end) as ignored_columns,
        max(case when is_active then missing_columns end) as missing_columns
    from file_versions
    group by file_name
),

final as (
    select
        cast(counts.table_name as varchar) as table_name,
        cast(counts.file_name as varchar) as file_name,
        cast(versions.version_count as integer) as version_count,
        {%- for status in ('received', 'loaded', 'superseded', 'rejected') %}
        cast(counts.{{ status }} as bigint) as {{ status }},
        {%- endfor %}
        {%- for status in ('received', 'loaded', 'superseded', 'rejected') %}
        cast(coalesce(counts.{{ status }}_amount, 0) as numeric(38, 4)) as {{ status }}_amount,
        {%- endfor %}
        cast(versions.ignored_columns as varchar) as ignored_columns,
        cast(versions.missing_columns as varchar) as missing_columns
    from counts
    left join versions on counts.file_name = versions.file_name
)

select * from final
