-- grain: one row per account whose parent is missing or stood in a cycle

select
    cast(customer_id as varchar) as customer_id,
    cast(customer_name as varchar) as customer_name,
    cast(parent_customer_id as varchar) as parent_customer_id,
    cast(group_head_id as varchar) as group_head_id,
    cast(case when is_parent_cycle_broken then 'cycle' else 'missing' end as varchar) as reason_code
from {{ ref('dim_customers') }}
where is_parent_missing or is_parent_cycle_broken
