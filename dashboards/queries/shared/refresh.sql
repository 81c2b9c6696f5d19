-- one row: the day up to which documents exist for this refresh
select max(as_of_date) as as_of_date
from quality.refresh_log
