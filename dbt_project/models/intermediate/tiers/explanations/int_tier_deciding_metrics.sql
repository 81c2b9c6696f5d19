-- grain: one row per customer, scheme and review
{{ config(materialized='ephemeral') }}

-- The metric that brings most points and the one that leaves most on the table. Equal ones go by the metric's order, which
-- the key carries below the sixth decimal of the points.
with normalised as (
    select
        metrics.customer_id,
        metrics.scheme_code,
        metrics.review_date,
        metrics.metric_code,
        cast(metrics.weight * metrics.normalised_score as numeric(18, 6)) * 1000000 * 100 - names.metric_order as won_key,
        cast(metrics.weight * (100 - metrics.normalised_score) as numeric(18, 6)) * 1000000 * 100 - names.metric_order as missed_key,
        metrics.weight,
        metrics.normalised_score,
        names.metric_name_en,
        names.metric_name_zh
    from {{ ref('int_tier_normalised_metrics') }} as metrics
    inner join {{ ref('tier_metric_names') }} as names on names.metric_code = metrics.metric_code
    where metrics.trial_code = 'in_force'
        and metrics.normalised_score is not null
)

select
    customer_id,
    scheme_code,
    review_date,
    {%- for side in ['won', 'missed'] %}
    max_by(metric_name_en, {{ side }}_key) as {{ side }}_metric_en,
    max_by(metric_name_zh, {{ side }}_key) as {{ side }}_metric_zh,
    max_by(normalised_score, {{ side }}_key) as {{ side }}_metric_score,
    max_by(weight, {{ side }}_key) as {{ side }}_metric_weight,
    {%- endfor %}
    sum(weight) as weight_present
from normalised
group by customer_id, scheme_code, review_date
