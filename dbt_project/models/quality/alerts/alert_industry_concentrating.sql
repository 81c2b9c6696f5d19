-- grain: one row per industry whose top concentrates without us in its latest ranking year

with warned_years as (
    select *
    from {{ ref('industry_penetration') }}
    where concentration_hhi_change >= {{ policy_parameter('prospect_parameters', 'concentration_rise_minimum') }}
        and coalesce(customer_revenue_share_rate, 0) < {{ policy_parameter('prospect_parameters', 'penetration_rate_minimum') }}
),

latest_years as (
    select industry, max(ranking_year) as ranking_year
    from {{ ref('industry_penetration') }}
    group by industry
),

runs as (
    select
        warned_years.*,
        row_number() over (partition by warned_years.industry order by warned_years.ranking_year desc nulls last)
        + warned_years.ranking_year as run_of_years
    from warned_years
),

current_runs as (
    select
        runs.*,
        min(runs.fiscal_year_end_date) over (partition by runs.industry, runs.run_of_years) as first_year_end_date
    from runs
),

warnings as (
    select
        current_runs.*,
        {{ smaller_of('current_runs.first_year_end_date', 'current_review.review_date') }} as since_date
    from current_runs
    cross join {{ ref('int_current_review') }} as current_review
    inner join latest_years
        on latest_years.industry = current_runs.industry
        and latest_years.ranking_year = current_runs.ranking_year
)

select
    cast({{ alert_id('industry_concentrating', 'warnings.industry', 'warnings.since_date') }} as varchar) as alert_id,
    cast('industry_concentrating' as varchar) as alert_type,
    cast('industry' as varchar) as subject_type,
    cast(warnings.industry as varchar) as subject_id,
    cast(warnings.industry as varchar) as subject_name,
    cast(null as varchar) as customer_id,
    cast(warnings.since_date as date) as since_date,
    cast(
        'HHI ' || {{ in_words('warnings.concentration_hhi') }} || ', change ' || {{ signed_in_words('warnings.concentration_hhi_change') }}
        || ', served ' || {{ percent_in_words('coalesce(warnings.customer_revenue_share_rate, 0)') }} || ' of the top''s revenue' as varchar
    ) as figures,
    cast(
        'The top of ' || warnings.industry || ' concentrates, and we serve '
        || cast(warnings.customers_in_top_n_count as varchar) || ' of its ' || cast(warnings.ranked_company_count as varchar) || ' companies.'
        as varchar
    ) as message,
    cast('Chief Commercial Officer' as varchar) as who_should_know
from warnings
