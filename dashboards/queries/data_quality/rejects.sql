-- one row per table and reason: rejected rows
select
    rejected.table_name,
    rejected.reason_code,
    count(*) as rejected_count,
    max(rejected.reason) as example_reason
from quality.rejected_rows as rejected
group by 1, 2
order by rejected_count desc, rejected.table_name, rejected.reason_code
limit 50
