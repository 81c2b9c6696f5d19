-- one row per alert that concerns the customer
select
    alerts.customer_id,
    alerts.since_date,
    alerts.alert_type,
    alerts.message,
    alerts.who_should_know
from quality.alerts as alerts
where alerts.customer_id is not null
