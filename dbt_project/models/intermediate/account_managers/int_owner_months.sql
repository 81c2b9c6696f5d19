-- grain: one row per customer, month and owner, with the days it was owned

select
    segments.customer_id,
    segments.account_manager_id,
    months.month_index,
    months.days_in_month,
    sum(
        datediff(
            'day',
            {{ larger_of('segments.start_date', 'months.month_start_date') }},
            {{ smaller_of('segments.end_date', add_days('months.month_end_date', 1)) }}
        )
    ) as days_owned
from {{ ref('int_owner_segments') }} as segments
inner join {{ ref('dim_months') }} as months
    on segments.start_date <= months.month_end_date
    and segments.end_date > months.month_start_date
where months.month_end_date <= (select review_date from {{ ref('int_current_review') }})
group by segments.customer_id, segments.account_manager_id, months.month_index, months.days_in_month
