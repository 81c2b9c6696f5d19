-- Who owes us most, and how late? One row per bill-to account and currency; reporting currency in the _amount columns.
select
    bill_to_customer_id,
    currency,
    open_receivables_amount,
    overdue_1_30_amount + overdue_31_60_amount + overdue_61_90_amount + overdue_over_90_amount as overdue_amount,
    overdue_over_90_amount
from marts.receivables_ageing
order by overdue_amount desc nulls last, bill_to_customer_id, currency
limit 20
