-- grain: one row per customer, scheme, review and metric

with normalised as (
    select * from {{ ref('int_tier_normalised_metrics') }}
    where trial_code = 'in_force'
),

scores as (
    select * from {{ ref('int_tier_scores') }}
    where is_history
)

select
    cast(normalised.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(normalised.scheme_code as varchar) as scheme_code,
    cast(normalised.review_date as date) as review_date,
    cast(normalised.metric_code as varchar) as metric_code,
    cast(normalised.metric_value as double) as metric_value,
    cast(normalised.normalised_score as double) as normalised_score,
    cast(normalised.weight as double) as weight,
    case
        when normalised.normalised_score is not null
            then {{ ratio('normalised.weight * normalised.normalised_score', 'scores.weight_present') }}
    end as weighted_points,
    cast(normalised.normalised_score is null as boolean) as is_missing
from normalised
inner join scores
    on scores.customer_id = normalised.customer_id
    and scores.scheme_code = normalised.scheme_code
    and scores.review_date = normalised.review_date
left join {{ ref('dim_customers') }} as customers on customers.customer_id = normalised.customer_id
