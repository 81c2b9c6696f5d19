-- grain: one row per metric of the tier score

select
    cast(metric_code as varchar) as metric_code,
    cast(metric_order as integer) as metric_order,
    cast(metric_name_en as varchar) as metric_name_en,
    cast(metric_name_zh as varchar) as metric_name_zh
from {{ ref('tier_metric_names') }}
