-- grain: one row per customer and category with a hidden share loss in the latest complete year

-- Our sales rose and our share fell. The run of years with that sign tells since when.
with losing_years as (
    select
        shares.*,
        row_number() over (partition by shares.customer_id, shares.product_category order by shares.fiscal_year desc nulls last)
        + shares.fiscal_year as run_of_years
    from {{ ref('product_share_growth') }} as shares
    where shares.is_hidden_share_loss and shares.is_in_analysis_scope
),

current_runs as (
    select
        losing_years.*,
        min(losing_years.fiscal_year_end_date) over (
            partition by losing_years.customer_id, losing_years.product_category, losing_years.run_of_years
        ) as since_date
    from losing_years
),

current_losses as (
    select current_runs.*
    from current_runs
    inner join {{ ref('int_latest_complete_year') }} as latest_year on latest_year.fiscal_year = current_runs.fiscal_year
)

select
    cast({{ alert_id('hidden_share_loss', "losses.customer_id || '|' || losses.product_category", 'losses.since_date') }} as varchar) as alert_id,
    cast('hidden_share_loss' as varchar) as alert_type,
    cast('customer_category' as varchar) as subject_type,
    cast(losses.customer_id || '|' || losses.product_category as varchar) as subject_id,
    cast(losses.customer_name || ': ' || losses.product_category as varchar) as subject_name,
    cast(losses.customer_id as varchar) as customer_id,
    cast(losses.since_date as date) as since_date,
    cast(
        'share ' || {{ percent_in_words(ratio('losses.prior_our_sales_amount', 'losses.prior_wallet_amount')) }}
        || ' to ' || {{ percent_in_words('losses.our_share_rate') }}
        || ', sales ' || {{ amount_in_words('losses.prior_our_sales_amount') }} || ' to ' || {{ amount_in_words('losses.our_sales_amount') }}
        || ' ' || losses.reporting_currency as varchar
    ) as figures,
    cast(
        'Sales of ' || losses.product_category || ' to ' || losses.customer_name || ' rose in ' || cast(losses.fiscal_year as varchar)
        || ', but our share fell'
        || case when losses.is_certain then ', also at the ends of the wallet''s range' else '' end
        || case when losses.is_wallet_estimated or losses.is_prior_wallet_estimated then ' (estimated wallet)' else '' end
        || '.' as varchar
    ) as message,
    cast(coalesce(customers.account_manager_name, 'unassigned') || '; Chief Commercial Officer' as varchar) as who_should_know
from current_losses as losses
left join {{ ref('dim_customers') }} as customers on customers.customer_id = losses.customer_id
