-- grain: one row per top-tier customer whose own business grew faster than our sales to it in the latest complete year

with years_behind as (
    select
        growth.*,
        row_number() over (partition by growth.customer_id order by growth.fiscal_year desc nulls last) + growth.fiscal_year as run_of_years
    from {{ ref('customer_share_growth') }} as growth
    where growth.is_behind_customer_growth and growth.is_in_analysis_scope
),

current_runs as (
    select
        years_behind.*,
        min(years_behind.fiscal_year_end_date) over (partition by years_behind.customer_id, years_behind.run_of_years) as since_date
    from years_behind
),

current_laggards as (
    select current_runs.*
    from current_runs
    inner join {{ ref('int_latest_complete_year') }} as latest_year on latest_year.fiscal_year = current_runs.fiscal_year
    inner join {{ ref('customer_tiers_current') }} as tiers
        on tiers.customer_id = current_runs.customer_id
        and tiers.scheme_code = '{{ var("governing_scheme") }}'
        and tiers.effective_tier_rank <= {{ policy_parameter('alert_parameters', 'behind_growth_tier_rank') }}
)

select
    cast({{ alert_id('behind_customer_growth', 'laggards.customer_id', 'laggards.since_date') }} as varchar) as alert_id,
    cast('behind_customer_growth' as varchar) as alert_type,
    cast('customer' as varchar) as subject_type,
    cast(laggards.customer_id as varchar) as subject_id,
    cast(laggards.customer_name as varchar) as subject_name,
    cast(laggards.customer_id as varchar) as customer_id,
    cast(laggards.since_date as date) as since_date,
    cast(
        'our growth ' || {{ percent_in_words('laggards.our_growth_rate') }} || ', its own ' || {{ percent_in_words('laggards.customer_revenue_growth_rate') }}
        as varchar
    ) as figures,
    cast(
        'Our sales to ' || laggards.customer_name || ' fell behind its own growth in ' || cast(laggards.fiscal_year as varchar) || '.' as varchar
    ) as message,
    cast(coalesce(customers.account_manager_name, 'unassigned') as varchar) as who_should_know
from current_laggards as laggards
left join {{ ref('dim_customers') }} as customers on customers.customer_id = laggards.customer_id
