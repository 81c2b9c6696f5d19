-- grain: one row per customer group and stretch of days with one owner; starts and ends are whole days, the end exclusive

-- The head's assignment as owner with the latest start counts (then the smallest id). A head without any assignment has
-- its current manager for all time; a gap between assignments is nobody's.
with heads as (
    select
        customer_id,
        account_manager_id
    from {{ ref('dim_customers') }}
    where is_group_head
),

assignments as (
    select
        assignments.customer_id,
        assignments.account_manager_id,
        assignments.valid_from,
        coalesce(assignments.valid_to, cast('9999-12-31' as date)) as valid_to,
        assignments.dedicated_rate
    from {{ ref('stg_account_assignments') }} as assignments
    inner join heads on heads.customer_id = assignments.customer_id
    where assignments.role = 'owner'
        and (assignments.valid_to is null or assignments.valid_to > assignments.valid_from)
),

borders as (
    select customer_id, cast('1900-01-01' as date) as border_date from heads
    union
    select customer_id, valid_from from assignments
    union
    select customer_id, valid_to from assignments where valid_to < cast('9999-12-31' as date)
),

stretches as (
    select
        customer_id,
        border_date as start_date,
        coalesce(lead(border_date) over (partition by customer_id order by border_date), cast('9999-12-31' as date)) as end_date
    from borders
),

owned as (
    select
        stretches.customer_id,
        stretches.start_date,
        stretches.end_date,
        assignments.account_manager_id,
        assignments.dedicated_rate
    from stretches
    left join assignments
        on assignments.customer_id = stretches.customer_id
        and assignments.valid_from <= stretches.start_date
        and assignments.valid_to > stretches.start_date
    qualify row_number() over (
        partition by stretches.customer_id, stretches.start_date
        order by assignments.valid_from desc nulls last, assignments.account_manager_id
    ) = 1
),

assigned_heads as (
    select distinct customer_id from assignments
)

select
    owned.customer_id,
    owned.start_date,
    owned.end_date,
    case
        when assigned_heads.customer_id is not null then coalesce(owned.account_manager_id, 'unassigned')
        else coalesce(heads.account_manager_id, 'unassigned')
    end as account_manager_id,
    owned.dedicated_rate
from owned
inner join heads on heads.customer_id = owned.customer_id
left join assigned_heads on assigned_heads.customer_id = owned.customer_id
