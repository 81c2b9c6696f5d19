-- How do account managers compare at the latest review?
select
    account_manager_id,
    account_manager_name,
    customer_count,
    contribution_12m_amount,
    collection_rate,
    delivery_rate,
    upgrade_count,
    downgrade_count
from marts.account_manager_portfolios
where review_date = (select max(review_date) from marts.account_manager_portfolios)
order by contribution_12m_amount desc nulls last, account_manager_id
