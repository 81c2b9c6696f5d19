-- one row per complete fiscal year: the change of our sales by cause
select
    growth.fiscal_year,
    sum(growth.our_sales_change_amount) as our_sales_change_amount,
    sum(growth.market_effect_amount) as market_effect_amount,
    sum(growth.share_effect_amount) as share_effect_amount,
    sum(growth.mix_effect_amount) as mix_effect_amount,
    sum(growth.unexplained_effect_amount) as unexplained_effect_amount
from marts.customer_share_growth as growth
where growth.our_sales_change_amount is not null
group by 1
order by 1
