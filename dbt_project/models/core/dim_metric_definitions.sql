-- grain: one row per main measure

-- The dictionary that BI tools show beside a figure; docs/metrics.md is written from the same seed.
select
    cast(metric_name as varchar) as metric_name,
    cast(title_en as varchar) as title_en,
    cast(title_zh as varchar) as title_zh,
    cast(formula as varchar) as formula,
    cast(unit as varchar) as unit,
    cast(grain as varchar) as grain,
    cast(additivity as varchar) as additivity,
    cast(mart as varchar) as mart,
    cast(column_name as varchar) as column_name,
    cast(owner as varchar) as owner
from {{ ref('metric_definitions') }}
