-- What is the company's collection rate by review? A rate of a group is the ratio of the sums, never the mean of rates.
select
    review_date,
    cast(sum(collected_of_due_12m_amount) as double) / nullif(cast(sum(due_12m_amount) as double), 0) as collection_rate
from marts.customer_value_metrics
group by review_date
order by review_date
