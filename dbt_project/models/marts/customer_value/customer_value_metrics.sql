-- grain: one row per customer and review

with customer_months as (
    select * from {{ ref('fct_customer_months') }}
),

{% set prior = 'partition by customer_id order by month_index rows between 23 preceding and 12 preceding' -%}
{% set year = 'partition by customer_id order by month_index rows between 11 preceding and current row' -%}
rolled as (
    select
        customer_months.*,
        sum(net_amount) over ({{ year }}) as net_sales_12m_amount,
        coalesce(sum(net_amount) over ({{ prior }}), 0) as net_sales_prior_12m_amount,
        sum(costed_net_amount) over ({{ year }}) as costed_net_12m_amount,
        sum(gross_profit_amount) over ({{ year }}) as gross_profit_12m_amount,
        sum(document_count) over ({{ year }}) as document_count_12m,
        sum(invoice_count) over ({{ year }}) as invoice_count_12m,
        coalesce(sum(invoice_count) over ({{ prior }}), 0) as invoice_count_prior_12m,
        sum(cost_to_serve_amount) over ({{ year }}) as cost_to_serve_12m_amount,
        sum(billed_amount) over ({{ year }}) as billed_12m_amount,
        sum(received_amount) over ({{ year }}) as receipts_12m_amount,
        -- twelve month-ends, those before the first activity being zero
        sum(open_receivables_amount) over ({{ year }}) as open_month_ends_amount,
        coalesce(lag(open_at_invoice_rate_amount, 12) over (partition by customer_id order by month_index), 0)
            as opening_receivables_amount
    from customer_months
),

input_knowledge as (
    select
        {{ cash_is_known() }} as is_cash_known,
        (select max(case when is_delivered then 1 else 0 end) from {{ ref('stg_landing_tables') }} where table_name = 'service_costs') = 1
            as is_cost_to_serve_known,
        {{ policy_parameter('collection_parameters', 'financing_rate') }} as financing_rate,
        cast({{ policy_parameter('collection_parameters', 'growth_minimum_months') }} as integer) as growth_minimum_months
),

stated as (
    select
        rolled.*,
        input_knowledge.is_cash_known,
        input_knowledge.is_cost_to_serve_known,
        case
            when datediff('month', first_invoice_date, month_end_date) < 12 then 'new'
            when invoice_count_12m = 0 then 'lapsed'
            when invoice_count_prior_12m = 0 then 'reactivated'
            else 'active'
        end as lifecycle_status,
        -- the prior window begins 23 months before the review's month
        first_invoice_date <= {{ add_months('month_start_date', 'input_knowledge.growth_minimum_months - 23') }} as has_measured_prior_year,
        case when document_count_12m = 0 then 0 else gross_profit_12m_amount end as profit_12m_amount,
        {{ yearly_financing('open_month_ends_amount', 'input_knowledge.financing_rate', 'input_knowledge.is_cash_known') }} as financing_12m_amount,
        unpaid_12m_amount * datediff('day', cast('2000-01-01' as date), month_end_date) - unpaid_12m_amount_due_days
            as unpaid_amount_days
    from (
        select rolled.*, due_12m_amount - collected_12m_amount as unpaid_12m_amount from rolled
    ) as rolled
    cross join input_knowledge
    where is_customer_review
),

final as (
    select
        stated.*,
        days_sales_outstanding.days_sales_outstanding as counted_back_days,
        days_sales_outstanding.is_longer_than_history,
        expected_credit_losses.expected_credit_loss_amount,
        influence_scores.influence_score
    from stated
    left join {{ ref('int_days_sales_outstanding') }} as days_sales_outstanding
        on days_sales_outstanding.customer_id = stated.customer_id
        and days_sales_outstanding.month_index = stated.month_index
    left join {{ ref('int_expected_credit_loss') }} as expected_credit_losses
        on expected_credit_losses.customer_id = stated.customer_id
        and expected_credit_losses.review_date = stated.month_end_date
    left join {{ ref('int_influence_scores') }} as influence_scores
        on influence_scores.customer_id = stated.customer_id
        and influence_scores.review_date = stated.month_end_date
)

select
    cast(final.customer_id as varchar) as customer_id,
    cast(final.month_end_date as date) as review_date,
    cast(customers.customer_name as varchar) as customer_name,
    cast(final.lifecycle_status as varchar) as lifecycle_status,
    cast(final.first_invoice_date as date) as first_invoice_date,
    cast(final.net_sales_12m_amount as {{ amount_type() }}) as net_sales_12m_amount,
    cast(final.net_sales_prior_12m_amount as {{ amount_type() }}) as net_sales_prior_12m_amount,
    case
        when final.has_measured_prior_year and final.net_sales_prior_12m_amount > 0
            then {{ ratio('final.net_sales_12m_amount', 'final.net_sales_prior_12m_amount') }} - 1
    end as sales_growth_rate,
    cast(case
        when not final.has_measured_prior_year or final.net_sales_12m_amount < 0 or final.net_sales_prior_12m_amount < 0 then null
        when final.lifecycle_status = 'lapsed' then -2
        when final.lifecycle_status = 'reactivated' then 2
        when final.net_sales_12m_amount + final.net_sales_prior_12m_amount > 0
            then {{ ratio('2 * (final.net_sales_12m_amount - final.net_sales_prior_12m_amount)', 'final.net_sales_12m_amount + final.net_sales_prior_12m_amount') }}
    end as double) as sales_growth_symmetric_rate,
    cast(final.profit_12m_amount as {{ amount_type() }}) as gross_profit_12m_amount,
    {{ ratio('final.gross_profit_12m_amount', 'final.costed_net_12m_amount') }} as gross_margin_rate,
    case
        when final.net_sales_12m_amount > 0 and coalesce(final.costed_net_12m_amount, 0) >= final.net_sales_12m_amount then cast(1 as double)
        else {{ ratio('coalesce(final.costed_net_12m_amount, 0)', 'final.net_sales_12m_amount') }}
    end as cost_coverage_rate,
    cast(case when final.is_cost_to_serve_known then final.cost_to_serve_12m_amount end as {{ amount_type() }}) as cost_to_serve_12m_amount,
    cast(final.profit_12m_amount - final.cost_to_serve_12m_amount - final.financing_12m_amount as {{ amount_type() }})
        as contribution_12m_amount,
    cast(final.due_12m_amount as {{ amount_type() }}) as due_12m_amount,
    cast({{ known_cash('final.collected_12m_amount') }} as {{ amount_type() }}) as collected_of_due_12m_amount,
    {{ known_cash(ratio('final.collected_12m_amount', 'final.due_12m_amount')) }} as collection_rate,
    {{ known_cash(ratio('final.undisputed_collected_12m_amount', 'final.undisputed_due_12m_amount')) }} as collection_rate_undisputed,
    cast({{ known_cash('final.receipts_12m_amount') }} as {{ amount_type() }}) as receipts_12m_amount,
    {{ known_cash(ratio('final.on_time_12m_amount', 'final.due_12m_amount')) }} as on_time_collection_rate,
    {{ known_cash(ratio('final.late_12m_amount_days + final.unpaid_amount_days', 'final.due_12m_amount')) }} as days_late_weighted,
    {{ known_cash(ratio('final.delinquent_12m_amount_days + final.unpaid_amount_days', 'final.due_12m_amount')) }}
        as days_delinquent_weighted,
    cast({{ known_cash('final.matured_due_12m_amount') }} as {{ amount_type() }}) as matured_due_12m_amount,
    cast({{ known_cash('final.matured_collected_12m_amount') }} as {{ amount_type() }}) as matured_collected_12m_amount,
    {%- for column in [
        'open_receivables_amount', 'unapplied_cash_amount', 'open_credit_notes_amount', 'not_due_amount', 'overdue_1_30_amount',
        'overdue_31_60_amount', 'overdue_61_90_amount', 'overdue_over_90_amount',
    ] %}
    cast({{ known_cash('final.' ~ column) }} as {{ amount_type() }}) as {{ column }},
    {%- endfor %}
    {{ known_cash('coalesce(final.counted_back_days, cast(0 as double))') }} as days_sales_outstanding,
    cast({{ known_cash('coalesce(final.is_longer_than_history, false)') }} as boolean) as is_days_sales_outstanding_capped,
    {{ known_cash(ratio(
        '(final.opening_receivables_amount + final.billed_12m_amount - final.open_at_invoice_rate_amount) * 100',
        'final.opening_receivables_amount + final.billed_12m_amount - final.not_due_at_invoice_rate_amount',
    )) }} as collection_effectiveness_index,
    cast({{ known_cash('final.expected_credit_loss_amount') }} as {{ amount_type() }}) as expected_credit_loss_amount,
    cast(final.influence_score as double) as influence_score,
    cast(final.invoice_count_12m as integer) as invoice_count_12m,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from final
left join {{ ref('dim_customers') }} as customers on customers.customer_id = final.customer_id
