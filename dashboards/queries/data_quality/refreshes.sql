-- the refreshes on record, the latest first
select log.*
from quality.refresh_log as log
order by log.refresh_id desc
limit 30
