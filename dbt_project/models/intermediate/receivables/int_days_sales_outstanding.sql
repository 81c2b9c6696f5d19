-- grain: one row per customer and review with an open balance

-- Count-back: months of billing are taken from the balance backwards, whole months plus a fraction of the last. The month
-- in which the balance runs out is the last one whose billing begins at or below (all billing − balance): knots and targets
-- are laid on one line and the running maximum finds it, without a range join.
with customer_months as (
    select
        customer_id,
        month_index,
        month_start_date,
        month_end_date,
        is_customer_review,
        cast(date_trunc('month', first_invoice_date) as date) as first_invoice_month_date,
        open_at_invoice_rate_amount,
        case when billed_amount > 0 then billed_amount else 0 end as billed_amount
    from {{ ref('fct_customer_months') }}
),

cumulated as (
    select
        customer_months.*,
        sum(billed_amount) over (
            partition by customer_id order by month_index rows between unbounded preceding and current row
        ) as billed_to_date_amount,
        min(case when billed_amount > 0 then month_start_date end) over (partition by customer_id) as first_billing_date
    from customer_months
),

points as (
    select
        customer_id,
        -- conversion rounds the eighth decimal; a balance that equals whole months must not slip past their first one
        billed_to_date_amount - billed_amount - 0.00001 as position_amount,
        month_index as knot_month_index,
        null as review_month_index
    from cumulated
    where billed_amount > 0
    union all
    select
        customer_id,
        billed_to_date_amount - open_at_invoice_rate_amount as position_amount,
        null as knot_month_index,
        month_index as review_month_index
    from cumulated
    where is_customer_review and open_at_invoice_rate_amount > 0
),

located as (
    select
        customer_id,
        position_amount,
        review_month_index,
        max(knot_month_index) over (
            partition by customer_id
            order by position_amount, case when review_month_index is null then 0 else 1 end, knot_month_index, review_month_index
            rows between unbounded preceding and current row
        ) as knot_month_index
    from points
),

targets as (
    select * from located
    where review_month_index is not null
)

select
    targets.customer_id,
    targets.review_month_index as month_index,
    case
        when knots.month_index is null
            then cast(datediff(
                'day',
                case
                    when reviews.first_billing_date < reviews.first_invoice_month_date then reviews.first_billing_date
                    else reviews.first_invoice_month_date
                end,
                reviews.month_end_date
            ) + 1 as double)
        else
            datediff('day', knots.month_end_date, reviews.month_end_date)
            + extract(day from knots.month_end_date)
            * (cast(knots.billed_to_date_amount - targets.position_amount as double) / cast(knots.billed_amount as double))
    end as days_sales_outstanding,
    knots.month_index is null as is_longer_than_history
from targets
inner join cumulated as reviews
    on reviews.customer_id = targets.customer_id and reviews.month_index = targets.review_month_index
left join cumulated as knots
    on knots.customer_id = targets.customer_id and knots.month_index = targets.knot_month_index
