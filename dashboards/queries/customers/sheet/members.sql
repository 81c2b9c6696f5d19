-- one row per group head and other member of its group
select
    members.customer_id,
    members.member_customer_id,
    accounts.customer_name as member_customer_name
from core.bridge_customer_members as members
inner join core.dim_customers as accounts on members.member_customer_id = accounts.customer_id
where not members.is_head
