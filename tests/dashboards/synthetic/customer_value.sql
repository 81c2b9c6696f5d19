create table marts.customer_value_metrics as
    with sized as (
        select h.*, r.review_date, r.month_index,
            round(20000 / power(luck + 0.004, 0.9) * (0.7 + 0.6 * chance(customer_id, 'x' || cast(year(r.review_date) as varchar))), 2) as sales,
            chance(customer_id, 'x' || cast(r.review_date as varchar)) as noise, chance(customer_id, 'cash') as cash
        from heads as h cross join reviews as r
    )
    select customer_id, customer_name, review_date, 'USD' as reporting_currency,
        case when cash > 0.97 then 'lapsed' when cash > 0.92 then 'new' when cash > 0.9 then 'reactivated' else 'active' end as lifecycle_status,
        cast(sales as decimal(28, 8)) as net_sales_12m_amount, cast(round(sales * (0.8 + 0.35 * noise), 2) as decimal(28, 8)) as net_sales_prior_12m_amount,
        case when cash < 0.92 then 1 / (0.8 + 0.35 * noise) - 1 end as sales_growth_rate, case when cash < 0.92 then noise - 0.4 end as sales_growth_symmetric_rate,
        cast(case when cash > 0.03 then round(sales * (0.02 + 0.4 * noise), 2) end as decimal(28, 8)) as gross_profit_12m_amount,
        case when cash > 0.03 then 0.02 + 0.4 * noise end as gross_margin_rate, case when cash > 0.03 then 0.96 else 0 end as cost_coverage_rate,
        cast(round(1000 + sales * 0.05, 2) as decimal(28, 8)) as cost_to_serve_12m_amount,
        cast(case when cash > 0.03 then round(sales * (0.02 + 0.4 * noise), 2) - round(1000 + sales * 0.05, 2) end as decimal(28, 8)) as contribution_12m_amount,
        cast(sales as decimal(28, 8)) as due_12m_amount, cast(round(sales * least(1, 0.5 + cash), 2) as decimal(28, 8)) as collected_of_due_12m_amount,
        least(1, 0.5 + cash) as collection_rate, least(1, 0.52 + cash) as collection_rate_undisputed, cast(round(sales * 0.97, 2) as decimal(28, 8)) as receipts_12m_amount,
        least(1, 0.4 + 0.6 * cash) as on_time_collection_rate, 25 - 30 * cash as days_late_weighted, greatest(0, 25 - 30 * cash) as days_delinquent_weighted,
        cast(round(sales * 0.2, 2) as decimal(28, 8)) as open_receivables_amount, cast(round(sales * 0.01, 2) as decimal(28, 8)) as unapplied_cash_amount, cast(0 as decimal(28, 8)) as open_credit_notes_amount,
        cast(round(sales * 0.2, 2) - round(sales * 0.04, 2) - round(sales * 0.03, 2) - round(sales * 0.02, 2) - case when cash < 0.1 then round(sales * 0.05, 2) else 0 end as decimal(28, 8)) as not_due_amount,
        cast(round(sales * 0.04, 2) as decimal(28, 8)) as overdue_1_30_amount, cast(round(sales * 0.03, 2) as decimal(28, 8)) as overdue_31_60_amount, cast(round(sales * 0.02, 2) as decimal(28, 8)) as overdue_61_90_amount,
        cast(case when cash < 0.1 then round(sales * 0.05, 2) else 0 end as decimal(28, 8)) as overdue_over_90_amount,
        30 + 60 * (1 - cash) as days_sales_outstanding, 100 * least(1, 0.5 + cash) as collection_effectiveness_index,
        cast(round(sales * 0.01 * (1 - cash), 2) as decimal(28, 8)) as expected_credit_loss_amount, case when cash > 0.3 then 100 * chance(customer_id, 'inf') end as influence_score, cast(1 + 40 * noise as integer) as invoice_count_12m
    from sized;
create table marts.customer_value_yearly as
    select customer_id, customer_name, year(review_date) as fiscal_year, net_sales_12m_amount as net_sales_amount, gross_profit_12m_amount as gross_profit_amount, contribution_12m_amount as contribution_amount,
        year(review_date) - 2021 as consecutive_years_of_sales, true as is_complete_year, 0 as consecutive_years_at_rule_amount, 'USD' as reporting_currency
    from marts.customer_value_metrics where month(review_date) = 12;
create table marts.customer_profit_curve as
    with ranked as (
        select customer_id, customer_name, review_date, contribution_12m_amount, row_number() over (order by contribution_12m_amount desc, customer_id) as contribution_rank,
            sum(contribution_12m_amount) over (order by contribution_12m_amount desc, customer_id rows unbounded preceding) as cumulative_contribution_amount,
            sum(contribution_12m_amount) over () as total, count(*) over () as customer_count
        from marts.customer_value_metrics where review_date = (select review_date from settings) and contribution_12m_amount is not null
    )
    select customer_id, customer_name, review_date, contribution_rank, contribution_12m_amount, cast(cumulative_contribution_amount as decimal(28, 8)) as cumulative_contribution_amount,
        contribution_rank / customer_count as cumulative_customer_rate, case when total > 0 then cast(cumulative_contribution_amount as double) / cast(total as double) end as cumulative_contribution_rate, 'USD' as reporting_currency
    from ranked;
create table marts.receivables_ageing as
    select customer_id as bill_to_customer_id, customer_name as bill_to_customer_name, customer_id, customer_name, review_date, 'USD' as currency, 'USD' as reporting_currency,
        cast(not_due_amount as decimal(20, 4)) as not_due_document_amount, cast(overdue_1_30_amount as decimal(20, 4)) as overdue_1_30_document_amount, cast(overdue_31_60_amount as decimal(20, 4)) as overdue_31_60_document_amount,
        cast(overdue_61_90_amount as decimal(20, 4)) as overdue_61_90_document_amount, cast(overdue_over_90_amount as decimal(20, 4)) as overdue_over_90_document_amount,
        cast(open_receivables_amount as decimal(20, 4)) as open_receivables_document_amount, cast(0 as decimal(20, 4)) as open_credit_notes_document_amount, cast(unapplied_cash_amount as decimal(20, 4)) as unapplied_cash_document_amount,
        not_due_amount, overdue_1_30_amount, overdue_31_60_amount, overdue_61_90_amount, overdue_over_90_amount, open_receivables_amount, open_credit_notes_amount, unapplied_cash_amount
    from marts.customer_value_metrics where review_date = (select review_date from settings);
create table marts.customer_lifetime_values as
    select customer_id, customer_name, review_date, 'USD' as reporting_currency, cast(contribution_12m_amount * 3 as decimal(28, 8)) as historical_contribution_amount,
        cast(contribution_12m_amount * 2 as decimal(28, 8)) as expected_contribution_amount, cast(contribution_12m_amount * 1 as decimal(28, 8)) as expected_contribution_low_amount, cast(contribution_12m_amount * 3 as decimal(28, 8)) as expected_contribution_high_amount,
        36 as horizon_months, chance(customer_id, 'alive') as probability_active, 12.5 * chance(customer_id, 'buys') as expected_purchases, cast(2000 as decimal(28, 8)) as expected_value_per_purchase_amount,
        cast(case when chance(customer_id, 'ref') > 0.7 then 5000 else 0 end as decimal(28, 8)) as influence_value_amount, case when chance(customer_id, 'ref') > 0.7 then 'estimate' else 'none' end as influence_value_source,
        cast(contribution_12m_amount * 5 as decimal(28, 8)) as lifetime_value_amount, 'pareto_nbd' as model_name, 'run-1' as model_run_id, chance(customer_id, 'fall') > 0.9 as is_fallback
    from marts.customer_value_metrics where review_date = (select review_date from settings);
create table marts.lifetime_value_model_comparison as select *, mean_absolute_error * 2 as root_mean_squared_error, cast(null as varchar) as no_choice_reason from (
    select * from (values
        (date '2025-12-31', 'all', date '2024-12-31', 'pareto_nbd', false, true, 350, 0.03, 0.21, 0.81, cast(null as varchar)),
        (date '2025-12-31', 'all', date '2024-12-31', 'bg_nbd', false, false, 350, 0.05, 0.23, 0.79, null),
        (date '2025-12-31', 'all', date '2024-12-31', 'repeat_last_12_months', true, false, 350, 0.08, 0.34, null, null)
    ) as v(fit_date, segment_code, cut_date, model_name, is_naive_baseline, is_chosen, customer_count, bias_rate, mean_absolute_error, probability_active_auc, not_fitted_reason));
create table marts.lifetime_value_calibration as
    select date '2025-12-31' as fit_date, 'all' as segment_code, date '2024-12-31' as cut_date, 'pareto_nbd' as model_name, true as is_chosen, cast(n as integer) as forecast_tenth, 35.0 as customer_count, 10.0 * n as expected_purchases, 9.5 * n + 2 as actual_purchases from range(1, 11) as t(n);
