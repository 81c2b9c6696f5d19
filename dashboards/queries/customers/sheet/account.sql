-- one row per account: who it is
select
    accounts.customer_id,
    accounts.customer_name,
    labels.label_code,
    accounts.group_head_id,
    accounts.group_head_name,
    accounts.industry,
    accounts.country,
    accounts.account_manager_id,
    accounts.account_manager_name,
    accounts.credit_limit_amount,
    accounts.annual_revenue_amount,
    accounts.employee_count,
    accounts.customer_since_date
from core.dim_customers as accounts
left join marts.customer_labels as labels on accounts.customer_id = labels.customer_id
