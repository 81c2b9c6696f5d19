-- one row per position in the latest complete year: how many customer categories, with how much of our sales
with latest_year as (
    select max(fiscal_year) as fiscal_year
    from marts.product_share_growth
    where is_complete_year
)

select
    growth.position_code,
    max(growth.fiscal_year) as fiscal_year,
    count(*) as pair_count,
    sum(growth.our_sales_amount) as our_sales_amount,
    cast(sum(growth.our_sales_amount) as double) / nullif(sum(cast(sum(growth.our_sales_amount) as double)) over (), 0)
        as sales_share_rate,
    count_if(growth.is_proxy) as proxy_count
from marts.product_share_growth as growth
inner join latest_year on growth.fiscal_year = latest_year.fiscal_year
group by 1
order by
    case growth.position_code when 'leading' then 1 when 'keeping' then 2 when 'lagging' then 3 else 4 end,
    growth.position_code
