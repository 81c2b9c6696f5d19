-- grain: one row per account in customers, with the head of its group

-- Today's parent applies to all of history. A parent that is not in customers is no parent; a cycle is broken at its
-- smallest id, which becomes the head.
with recursive customers as (
    select
        customer_id,
        {% if var('roll_up_to_parent') -%} parent_customer_id {%- else -%} cast(null as varchar) {%- endif %} as parent_customer_id
    from {{ ref('stg_customers') }}
),

parent_links as (
    select customers.customer_id, parents.customer_id as parent_customer_id
    from customers
    inner join customers as parents on parents.customer_id = customers.parent_customer_id
),

-- every ancestor met on the way up; the path stops the walk before it meets an account twice
ancestors (customer_id, ancestor_id, path) as (
    select
        customer_id,
        customer_id as ancestor_id,
        chr(31) || customer_id || chr(31) as path
    from customers
    union all
    select
        ancestors.customer_id,
        parent_links.parent_customer_id as ancestor_id,
        ancestors.path || parent_links.parent_customer_id || chr(31) as path
    from ancestors
    inner join parent_links on parent_links.customer_id = ancestors.ancestor_id
    where position(chr(31) || parent_links.parent_customer_id || chr(31) in ancestors.path) = 0
),

cycle_members as (
    select parent_links.customer_id
    from parent_links
    inner join ancestors
        on ancestors.customer_id = parent_links.parent_customer_id
        and ancestors.ancestor_id = parent_links.customer_id
),

heads as (
    select
        ancestors.customer_id,
        min(case when parent_links.customer_id is null then ancestors.ancestor_id end) as root_id,
        min(case when cycle_members.customer_id is not null then ancestors.ancestor_id end) as cycle_head_id
    from ancestors
    left join parent_links on parent_links.customer_id = ancestors.ancestor_id
    left join cycle_members on cycle_members.customer_id = ancestors.ancestor_id
    group by ancestors.customer_id
)

select
    customers.customer_id,
    coalesce(heads.root_id, heads.cycle_head_id) as group_head_id,
    customers.parent_customer_id is not null and parent_links.customer_id is null as is_parent_missing,
    cycle_members.customer_id is not null as is_parent_cycle_broken
from customers
inner join heads on heads.customer_id = customers.customer_id
left join parent_links on parent_links.customer_id = customers.customer_id
left join cycle_members on cycle_members.customer_id = customers.customer_id
