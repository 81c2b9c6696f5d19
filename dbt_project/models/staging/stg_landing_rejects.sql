-- grain: one row per record that the reader could not delimit or decode
with reader_rejects as (
    select * from {{ source('landing_ledger', 'landing_rejects') }}
)

select
    load_id,
    table_name,
    file_name,
    row_number,
    row_number_kind,
    reason_code,
    reason,
    raw_row,
    load_id in (select load_id from {{ ref('stg_landing_files') }} where is_active) as is_active
from reader_rejects
