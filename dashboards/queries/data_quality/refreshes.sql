-- the refreshes that published, the latest first
select log.*
from quality.refresh_log as log
