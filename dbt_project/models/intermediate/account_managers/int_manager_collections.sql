-- grain: one row per account manager and month: due and collected of the twelve months by days owned in the due month
{{ config(materialized='ephemeral') }}

-- What an invoice owes belongs to whoever owned the customer in the month it fell due. The movements of each due month are
-- shared by days and summed up: no invoice × review rows.
with movements as (
    select * from {{ ref('int_due_month_movements') }}
),

shared as (
    select
        coalesce(owner_months.account_manager_id, 'unassigned') as account_manager_id,
        movements.month_index,
        sum(cast(movements.due_amount * cast(coalesce({{ ratio('owner_months.days_owned', 'owner_months.days_in_month') }}, 1) as numeric(10, 9)) as {{ amount_type() }}))
            as due_amount,
        sum(cast(movements.collected_amount * cast(coalesce({{ ratio('owner_months.days_owned', 'owner_months.days_in_month') }}, 1) as numeric(10, 9)) as {{ amount_type() }}))
            as collected_amount
    from movements
    left join {{ ref('int_owner_months') }} as owner_months
        on owner_months.customer_id = movements.customer_id
        and owner_months.month_index = movements.due_month_index
    group by coalesce(owner_months.account_manager_id, 'unassigned'), movements.month_index
),

managers as (
    select distinct account_manager_id from shared
),

dense as (
    select
        managers.account_manager_id,
        months.month_index,
        months.month_end_date,
        months.is_review,
        shared.due_amount,
        shared.collected_amount
    from managers
    cross join {{ ref('dim_months') }} as months
    left join shared
        on shared.account_manager_id = managers.account_manager_id
        and shared.month_index = months.month_index
)

select
    account_manager_id,
    month_end_date as review_date,
    is_review,
    cast(coalesce(sum(due_amount) over (partition by account_manager_id order by month_index rows between unbounded preceding and current row), 0) as {{ amount_type() }})
        as due_12m_amount,
    cast(coalesce(sum(collected_amount) over (partition by account_manager_id order by month_index rows between unbounded preceding and current row), 0) as {{ amount_type() }})
        as collected_12m_amount
from dense
