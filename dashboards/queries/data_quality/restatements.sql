-- at most 100 published figures that this refresh changed, the latest reviews first
select
    restated.customer_id,
    restated.customer_name,
    restated.mart_name,
    restated.figure_name,
    restated.review_date,
    restated.published_value,
    restated.restated_value,
    restated.cause,
    restated.late_rows,
    count(*) over () as restated_count
from quality.restatements as restated
order by
    restated.review_date desc,
    restated.mart_name,
    restated.customer_id,
    restated.scheme_code,
    restated.figure_name
limit 100
