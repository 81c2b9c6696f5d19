-- published figures that this refresh changed
select restated.*
from quality.restatements as restated
limit 100
