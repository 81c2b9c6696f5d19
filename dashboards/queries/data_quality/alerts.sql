-- one row per alert type: how many stand, and since when the oldest
select
    alerts.alert_type,
    count(*) as alert_count,
    min(alerts.since_date) as oldest_since_date,
    max(alerts.since_date) as latest_since_date,
    max(alerts.who_should_know) as who_should_know
from quality.alerts as alerts
group by 1
order by alert_count desc, alerts.alert_type
