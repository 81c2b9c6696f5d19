-- grain: one row per account in customers, and the member `unknown` for documents of accounts that were not delivered

with current_review as (
    select coalesce(
        max(case when is_current_review then month_end_date end), {{ as_of_date() }}
    ) as review_date
    from {{ ref('dim_months') }}
),

accounts as (
    select
        customers.customer_id,
        customers.customer_name,
        customers.parent_customer_id,
        customer_groups.group_head_id,
        customer_groups.is_parent_missing,
        customer_groups.is_parent_cycle_broken,
        customers.industry,
        customers.country,
        customers.currency,
        {{ at_rate('customers.credit_limit_amount', 'exchange_rates.exchange_rate') }} as credit_limit_amount,
        customers.payment_terms_days,
        customers.account_manager_id,
        account_managers.account_manager_name,
        {{ at_rate('customers.annual_revenue_amount', 'exchange_rates.exchange_rate') }} as annual_revenue_amount,
        customers.employee_count,
        customers.customer_since_date
    from {{ ref('stg_customers') }} as customers
    inner join {{ ref('int_customer_groups') }} as customer_groups on customer_groups.customer_id = customers.customer_id
    left join {{ ref('stg_account_managers') }} as account_managers
        on account_managers.account_manager_id = customers.account_manager_id
    cross join current_review
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = customers.currency
        and exchange_rates.rate_date = current_review.review_date
),

with_unknown as (
    select * from accounts
    union all
    select
        'unknown', 'Unknown customer', null, 'unknown', false, false, null, null, '{{ var("reporting_currency") }}',
        null, null, null, null, null, null, null
    where not exists (select 1 from accounts where customer_id = 'unknown')
)

select
    cast(accounts.customer_id as varchar) as customer_id,
    cast(accounts.customer_name as varchar) as customer_name,
    cast(accounts.parent_customer_id as varchar) as parent_customer_id,
    cast(accounts.group_head_id as varchar) as group_head_id,
    cast(heads.customer_name as varchar) as group_head_name,
    cast(accounts.customer_id = accounts.group_head_id as boolean) as is_group_head,
    cast(accounts.is_parent_missing as boolean) as is_parent_missing,
    cast(accounts.is_parent_cycle_broken as boolean) as is_parent_cycle_broken,
    cast(accounts.industry as varchar) as industry,
    cast(accounts.country as varchar) as country,
    cast(accounts.currency as varchar) as currency,
    cast(accounts.credit_limit_amount as {{ amount_type() }}) as credit_limit_amount,
    cast(accounts.payment_terms_days as integer) as payment_terms_days,
    cast(accounts.account_manager_id as varchar) as account_manager_id,
    cast(accounts.account_manager_name as varchar) as account_manager_name,
    cast(accounts.annual_revenue_amount as {{ amount_type() }}) as annual_revenue_amount,
    cast(accounts.employee_count as bigint) as employee_count,
    cast(accounts.customer_since_date as date) as customer_since_date
from with_unknown as accounts
left join with_unknown as heads on heads.customer_id = accounts.group_head_id
