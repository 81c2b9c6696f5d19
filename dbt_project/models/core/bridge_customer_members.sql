-- grain: one row per member account of a customer group

select
    cast(group_head_id as varchar) as customer_id,
    cast(customer_id as varchar) as member_customer_id,
    cast(is_group_head as boolean) as is_head
from {{ ref('dim_customers') }}
