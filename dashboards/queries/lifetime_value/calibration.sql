-- one row per tenth of customers by forecast, of the chosen model at its latest cut: forecast against what came
with latest as (
    select max(fit_date) as fit_date
    from marts.lifetime_value_calibration
    where is_chosen
),

latest_cut as (
    select calibration.fit_date, max(calibration.cut_date) as cut_date
    from marts.lifetime_value_calibration as calibration
    inner join latest on calibration.fit_date = latest.fit_date
    where calibration.is_chosen
    group by 1
)

select
    calibration.forecast_tenth,
    max(calibration.cut_date) as cut_date,
    max(calibration.model_name) as model_name,
    sum(calibration.customer_count) as customer_count,
    sum(calibration.expected_purchases) as expected_purchases,
    sum(calibration.actual_purchases) as actual_purchases,
    sum(calibration.actual_purchases) / nullif(sum(calibration.expected_purchases), 0) as actual_to_expected_rate,
    sum(sum(calibration.expected_purchases)) over () as all_expected_purchases,
    sum(sum(calibration.actual_purchases)) over () as all_actual_purchases
from marts.lifetime_value_calibration as calibration
inner join latest_cut
    on calibration.fit_date = latest_cut.fit_date and calibration.cut_date = latest_cut.cut_date
where calibration.is_chosen
group by 1
order by 1
