-- grain: one row per customer and fiscal year from its first effective invoice to the current review

with customer_months as (
    select * from {{ ref('fct_customer_months') }}
),

-- a year is complete when it ended by the current review and began in or after the first month with data
fiscal_years as (
    select
        fiscal_year,
        min(month_index) as first_month_index,
        max(fiscal_year_end_date) as fiscal_year_end_date
    from {{ ref('dim_months') }}
    group by fiscal_year
),

data_range as (
    select
        (select min(month_index) from {{ ref('fct_invoices') }}) as first_month_index,
        (select max(month_end_date) from {{ ref('dim_months') }} where is_current_review) as review_date
),

complete_years as (
    select
        fiscal_years.fiscal_year,
        fiscal_years.fiscal_year_end_date,
        fiscal_years.fiscal_year_end_date <= data_range.review_date
        and {{ month_index('fiscal_years.fiscal_year_end_date') }} - 11 >= data_range.first_month_index as is_complete_year
    from fiscal_years
    cross join data_range
),

financing as (
    select
        {{ policy_parameter('collection_parameters', 'financing_rate') }} as financing_rate,
        {{ cash_is_known() }} as is_cash_known
),

yearly as (
    select
        customer_months.customer_id,
        customer_months.fiscal_year,
        sum(net_amount) as net_sales_amount,
        sum(costed_net_amount) as costed_net_amount,
        sum(document_count) as document_count,
        sum(invoice_count) as invoice_count,
        case when sum(document_count) = 0 then 0 else sum(gross_profit_amount) end as gross_profit_amount,
        sum(cost_to_serve_amount) as cost_to_serve_amount,
        sum(open_receivables_amount) as open_month_ends_amount
    from customer_months
    group by customer_months.customer_id, customer_months.fiscal_year
    -- from the year of the first invoice on; a customer whose first invoice follows the current review is none yet
    having count_if(customer_months.month_end_date >= customer_months.first_invoice_date) > 0
)

select
    yearly.customer_id,
    yearly.fiscal_year,
    complete_years.fiscal_year_end_date,
    complete_years.is_complete_year,
    cast(yearly.net_sales_amount as {{ amount_type() }}) as net_sales_amount,
    cast(yearly.gross_profit_amount as {{ amount_type() }}) as gross_profit_amount,
    cast(yearly.cost_to_serve_amount as {{ amount_type() }}) as cost_to_serve_amount,
    cast(
        yearly.gross_profit_amount - yearly.cost_to_serve_amount - {{ yearly_financing('yearly.open_month_ends_amount', 'financing.financing_rate', 'financing.is_cash_known') }}
        as {{ amount_type() }}
    ) as contribution_amount,
    cast(yearly.invoice_count as integer) as invoice_count
from yearly
inner join complete_years on complete_years.fiscal_year = yearly.fiscal_year
cross join financing
