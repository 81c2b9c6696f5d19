-- grain: one row per customer and fiscal year

with customer_years as (
    select * from {{ ref('int_customer_years') }}
),

-- a break is a complete year without sales; the years since the last break, incomplete ones left out, are the streak
streaks as (
    select
        customer_years.*,
        max(case when is_complete_year and net_sales_amount <= 0 then fiscal_year end) over (
            partition by customer_id order by fiscal_year rows between unbounded preceding and current row
        ) as last_break_year,
        sum(case when is_complete_year and net_sales_amount > 0 then 1 else 0 end) over (
            partition by customer_id order by fiscal_year rows between unbounded preceding and current row
        ) as selling_years_to_date
    from customer_years
),

counted as (
    select
        streaks.*,
        selling_years_to_date - coalesce(max(case when fiscal_year = last_break_year then selling_years_to_date end) over (
            partition by customer_id, last_break_year
        ), 0) as consecutive_years_of_sales
    from streaks
),

customers as (
    select * from {{ ref('dim_customers') }}
),

-- by the rule of the governing scheme's policy in force now
rule_years as (
    select rule_years.*
    from {{ ref('int_rule_amount_years') }} as rule_years
    inner join {{ ref('tier_policies') }} as policies
        on policies.scheme_code = rule_years.scheme_code
        and policies.policy_code = rule_years.policy_code
        and policies.policy_status = 'in_force'
        and {{ in_force('policies', as_of_date()) }}
    where rule_years.scheme_code = '{{ var("governing_scheme") }}'
)

select
    cast(counted.customer_id as varchar) as customer_id,
    cast(counted.fiscal_year as integer) as fiscal_year,
    cast(counted.fiscal_year_end_date as date) as fiscal_year_end_date,
    cast(customers.customer_name as varchar) as customer_name,
    cast(counted.net_sales_amount as {{ amount_type() }}) as net_sales_amount,
    cast(counted.gross_profit_amount as {{ amount_type() }}) as gross_profit_amount,
    cast(counted.contribution_amount as {{ amount_type() }}) as contribution_amount,
    cast(counted.consecutive_years_of_sales as integer) as consecutive_years_of_sales,
    cast(counted.is_complete_year as boolean) as is_complete_year,
    cast(case when counted.is_complete_year then coalesce(rule_years.consecutive_years_at_rule_amount, 0) end as integer) as consecutive_years_at_rule_amount,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from counted
left join customers on customers.customer_id = counted.customer_id
left join rule_years
    on rule_years.customer_id = counted.customer_id
    and rule_years.fiscal_year = counted.fiscal_year
