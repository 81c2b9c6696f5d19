-- How did twelve-month sales and contribution move over the reviews? (Sum over customers, never over reviews.)
select
    review_date,
    sum(net_sales_12m_amount) as net_sales_12m_amount,
    sum(contribution_12m_amount) as contribution_12m_amount
from marts.customer_value_metrics
group by review_date
order by review_date
