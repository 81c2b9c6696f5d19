-- grain: one row per account manager

select
    cast(account_manager_id as varchar) as account_manager_id,
    cast(account_manager_name as varchar) as account_manager_name,
    cast(manager_id as varchar) as manager_id,
    cast(title as varchar) as title,
    cast(career_level as varchar) as career_level,
    cast(office as varchar) as office,
    cast(hired_date as date) as hired_date
from {{ ref('stg_account_managers') }}
