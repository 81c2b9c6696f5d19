-- grain: one row per fit date, segment, cut and distinct purchase history

-- Customers alike in all that the models read are one row with a count: ten million customers are under two million rows.
-- What only the hold-outs read (the last and the next twelve months) is left out of the fit's own patterns.
with states as (
    select
        segment_states.*,
        case when cut_number > 0 then purchase_count_12m else 0 end as last_year_count,
        case when cut_number > 0 then next_12m_purchase_count else 0 end as next_year_count
    from {{ ref('int_segment_states') }} as segment_states
)

select
    fit_date,
    segment_code,
    cut_number,
    cut_date,
    repeat_purchase_count,
    recency_days,
    age_days,
    last_year_count,
    next_year_count,
    count(*) as customer_count,
    sum(log_gap_sum) as log_gap_sum,
    count(gap_share_square) as two_gap_customer_count,
    coalesce(sum(gap_share_square), 0) as gap_share_square_sum
from states
group by
    fit_date, segment_code, cut_number, cut_date, repeat_purchase_count, recency_days, age_days, last_year_count, next_year_count
