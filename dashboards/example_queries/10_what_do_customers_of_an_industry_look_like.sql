-- What do the customers of each industry look like? Members roll up to their group's head; dim_dates gives fiscal periods.
select
    accounts.industry,
    count(*) as customer_count,
    sum(metrics.net_sales_12m_amount) as net_sales_12m_amount,
    sum(lifetime.lifetime_value_amount) as lifetime_value_amount
from marts.customer_value_metrics as metrics
inner join core.dim_customers as accounts on metrics.customer_id = accounts.customer_id
left join marts.customer_lifetime_values as lifetime
    on metrics.customer_id = lifetime.customer_id and metrics.review_date = lifetime.review_date
where metrics.review_date = (select max(review_date) from marts.customer_value_metrics)
group by accounts.industry
order by net_sales_12m_amount desc nulls last, accounts.industry
