-- grain: one row per tier policy, customer and complete fiscal year

-- Whether the year reached the amount of the policy's rule, in sales or in contribution, as an amount at the rate of the
-- year's end or as a share of the company's year.
with customer_years as (
    select * from {{ ref('int_customer_years') }}
    where is_complete_year
),

company_years as (
    select
        fiscal_year,
        sum(net_sales_amount) as net_sales_amount,
        sum(contribution_amount) as contribution_amount
    from customer_years
    group by fiscal_year
),

measured as (
    select
        policies.scheme_code,
        policies.policy_code,
        customer_years.customer_id,
        customer_years.fiscal_year,
        customer_years.fiscal_year_end_date,
        case when policies.rule_measure = 'contribution' then customer_years.contribution_amount else customer_years.net_sales_amount end
            as measured_amount,
        case
            when policies.rule_amount is not null then {{ at_rate('policies.rule_amount', 'exchange_rates.exchange_rate') }}
            else cast(
                case when policies.rule_measure = 'contribution' then company_years.contribution_amount else company_years.net_sales_amount end
                * policies.rule_share_rate as {{ amount_type() }}
            )
        end as rule_amount
    from customer_years
    inner join company_years on company_years.fiscal_year = customer_years.fiscal_year
    cross join {{ ref('tier_policies') }} as policies
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = coalesce(policies.rule_currency, '{{ var("reporting_currency") }}')
        and exchange_rates.rate_date = customer_years.fiscal_year_end_date
),

flagged as (
    select
        measured.*,
        coalesce(measured_amount >= rule_amount and measured_amount > 0, false) as is_at_rule_amount
    from measured
),

streaks as (
    select
        flagged.*,
        coalesce(max(case when not is_at_rule_amount then fiscal_year end) over (
            partition by scheme_code, policy_code, customer_id order by fiscal_year rows between unbounded preceding and current row
        ), min(fiscal_year) over (partition by scheme_code, policy_code, customer_id) - 1) as last_break_year
    from flagged
)

select
    scheme_code,
    policy_code,
    customer_id,
    fiscal_year,
    fiscal_year_end_date,
    measured_amount,
    rule_amount,
    is_at_rule_amount,
    case when is_at_rule_amount then fiscal_year - last_break_year else 0 end as consecutive_years_at_rule_amount
from streaks
