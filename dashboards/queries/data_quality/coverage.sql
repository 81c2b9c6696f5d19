-- one row per mart and metric: share of customers and of sales for which it is known
select coverage.*
from quality.data_coverage as coverage
