-- grain: one row per customer with a large share of sales at the current review

with shares as (
    select
        metrics.customer_id,
        metrics.customer_name,
        metrics.review_date,
        metrics.net_sales_12m_amount,
        metrics.reporting_currency,
        {{ ratio('metrics.net_sales_12m_amount', 'sum(metrics.net_sales_12m_amount) over (partition by metrics.review_date)') }} as sales_share_rate
    from {{ ref('customer_value_metrics') }} as metrics
    where metrics.customer_id <> 'unknown'
),

flagged as (
    select
        shares.*,
        coalesce(sales_share_rate > {{ policy_parameter('alert_parameters', 'concentration_share') }}, false) as is_concentrated
    from shares
),

runs as (
    select
        flagged.*,
        max(case when not is_concentrated then review_date end) over (partition by customer_id) as last_other_date
    from flagged
),

concentrated as (
    select
        runs.*,
        min(case when is_concentrated and (last_other_date is null or review_date > last_other_date) then review_date end) over (partition by customer_id) as since_date
    from runs
)

select
    cast({{ alert_id('concentration', 'concentrated.customer_id', 'concentrated.since_date') }} as varchar) as alert_id,
    cast('concentration' as varchar) as alert_type,
    cast('customer' as varchar) as subject_type,
    cast(concentrated.customer_id as varchar) as subject_id,
    cast(concentrated.customer_name as varchar) as subject_name,
    cast(concentrated.customer_id as varchar) as customer_id,
    cast(concentrated.since_date as date) as since_date,
    cast({{ percent_in_words('concentrated.sales_share_rate') }} || ' of sales, ' || {{ amount_in_words('concentrated.net_sales_12m_amount') }} || ' ' || concentrated.reporting_currency as varchar) as figures,
    cast(concentrated.customer_name || ' makes ' || {{ percent_in_words('concentrated.sales_share_rate') }} || ' of twelve-month sales.' as varchar) as message,
    cast('Chief Financial Officer; Chief Commercial Officer' as varchar) as who_should_know
from concentrated
inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = concentrated.review_date
where concentrated.is_concentrated
