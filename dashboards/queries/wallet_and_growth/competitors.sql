-- one row per named competitor in the latest complete year: its spend at our customers
with latest_year as (
    select max(fiscal_year) as fiscal_year
    from marts.product_share_growth
    where is_complete_year
)

select
    suppliers.supplier_name,
    sum(suppliers.spend_amount) as spend_amount,
    count(distinct suppliers.customer_id) as customer_count,
    cast(sum(suppliers.spend_amount) as double) / nullif(sum(cast(sum(suppliers.spend_amount) as double)) over (), 0)
        as share_rate
from marts.competitor_shares as suppliers
inner join latest_year on suppliers.fiscal_year = latest_year.fiscal_year
group by 1
order by case suppliers.supplier_name when 'us' then 0 when 'other' then 2 else 1 end, spend_amount desc, suppliers.supplier_name
limit 12
