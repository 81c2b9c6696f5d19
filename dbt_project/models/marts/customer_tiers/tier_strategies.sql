-- grain: one row per scheme, tier (or opportunity class) and strategy dimension

-- The strategy matrix in force at the current review. A cell that promises nothing says so.
with current_review as (
    select * from {{ ref('int_current_review') }}
)

select
    cast(promises.scheme_code as varchar) as scheme_code,
    cast(promises.tier_code as varchar) as tier_code,
    cast(promises.strategy_dimension as varchar) as strategy_dimension,
    cast(dimensions.dimension_order as integer) as dimension_order,
    cast(dimensions.dimension_name_en as varchar) as dimension_name_en,
    cast(dimensions.dimension_name_zh as varchar) as dimension_name_zh,
    cast(promises.promised_quantity as double) as promised_quantity,
    cast(promises.promised_quantity > 0 as boolean) as is_promised,
    cast(dimensions.unit as varchar) as unit,
    cast(dimensions.unit_zh as varchar) as unit_zh,
    cast(dimensions.responsible_role as varchar) as responsible_role,
    cast(promises.promise_en as varchar) as promise_en,
    cast(promises.promise_zh as varchar) as promise_zh,
    cast(promises.approved_by as varchar) as approved_by
from {{ ref('tier_strategy_promises') }} as promises
inner join {{ ref('strategy_dimensions') }} as dimensions on dimensions.strategy_dimension = promises.strategy_dimension
inner join current_review on {{ in_force('promises', 'current_review.review_date') }}
