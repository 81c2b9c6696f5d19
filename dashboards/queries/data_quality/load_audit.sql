-- one row per table: what was received and what became of it
select
    audit.table_name,
    count(*) as file_count,
    sum(audit.received) as received,
    sum(audit.loaded) as loaded,
    sum(audit.superseded) as superseded,
    sum(audit.rejected) as rejected
from quality.load_audit as audit
group by 1
order by rejected desc, received desc, audit.table_name
