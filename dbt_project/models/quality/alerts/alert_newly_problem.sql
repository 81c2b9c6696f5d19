-- grain: one row per customer that is a problem, for as long as it is one

with watched as (
    select * from {{ ref('problem_customer_watch') }}
    where problem_since_date is not null
)

select
    cast({{ alert_id('newly_problem', 'watched.customer_id', 'watched.problem_since_date') }} as varchar) as alert_id,
    cast('newly_problem' as varchar) as alert_type,
    cast('customer' as varchar) as subject_type,
    cast(watched.customer_id as varchar) as subject_id,
    cast(watched.customer_name as varchar) as subject_name,
    cast(watched.customer_id as varchar) as customer_id,
    cast(watched.problem_since_date as date) as since_date,
    cast(coalesce('open ' || {{ amount_in_words('watched.open_receivables_amount') }} || ' ' || watched.reporting_currency, 'open balance not known') || coalesce(', more than 90 days overdue ' || {{ amount_in_words('watched.overdue_over_90_amount') }}, '') || coalesce(', expected loss ' || {{ amount_in_words('watched.expected_credit_loss_amount') }}, '') as varchar) as figures,
    cast(watched.customer_name || ' is a problem customer' || coalesce(' (' || watched.trigger_codes || ')', '') || ': ' || watched.next_action || '.' as varchar) as message,
    cast(coalesce(watched.account_manager_name, 'unassigned') || '; ' || watched.responsible_role as varchar) as who_should_know
from watched
