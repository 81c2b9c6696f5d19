-- one row per metric of the tier score: its names by policy
select
    metrics.metric_code as code,
    metrics.metric_name_en as en,
    metrics.metric_name_zh as zh
from core.dim_tier_metrics as metrics
order by metrics.metric_order
