-- The least work that gives `customer_value_metrics` for all reviews: one DuckDB script from landing Parquet, no checks, no
-- rejects, no intermediate kept. Free to use what the portable models may not: ranges, asof, union by name, macros.
-- Parameters: $land, $lines (files of invoice lines), $as_of, $currency. Statements end with a semicolon and a new line.
create temp macro in_currency(amount, rate) as
    case when rate = 1 then amount::decimal(28, 8) else (amount::double * rate::double)::decimal(28, 8) end;
create temp macro month_of(d) as year(d) * 12 + month(d) - 1;
-- @ rates: one row a currency and day
create temp table rates as
with quotes as (
    select from_currency as currency, rate_date as day, rate::decimal(18, 12) as direct, null as inverse
    from '$land/exchange_rates.parquet' where to_currency = '$currency'
    union all
    select to_currency, rate_date, null, (1 / rate)::decimal(18, 12) from '$land/exchange_rates.parquet' where from_currency = '$currency'
),
days as (
    select unnest(generate_series(least((select min(day) from quotes), (select min(invoice_date) from '$land/invoices.parquet')), date '$as_of', interval 1 day))::date as day
)
select c.currency, d.day, coalesce(
        last_value(q.direct ignore nulls) over (partition by c.currency order by d.day),
        last_value(q.inverse ignore nulls) over (partition by c.currency order by d.day))::decimal(18, 12) as rate
from (select distinct currency from quotes) as c cross join days as d left join quotes as q on q.currency = c.currency and q.day = d.day
union all select '$currency', day, 1 from days;
-- @ members: head of each account
create temp table members as
with recursive accounts as (
    select c.customer_id, p.customer_id as parent, c.payment_terms_days
    from '$land/customers.parquet' as c left join '$land/customers.parquet' as p on p.customer_id = c.parent_customer_id
),
climbed as (
    select customer_id, customer_id as head, payment_terms_days from accounts where parent is null
    union all
    select a.customer_id, u.head, a.payment_terms_days from accounts as a join climbed as u on a.parent = u.customer_id
)
from climbed;
-- @ documents: effective ones
create temp table documents as
with given as (
    select *, coalesce(bill_to_customer_id, customer_id) as payer,
        net_amount + coalesce(tax_amount, 0) + coalesce(freight_amount, 0) as gross
    from '$land/invoices.parquet' where invoice_date <= date '$as_of'
),
gone as (
    select c.invoice_id as cancelling, c.references_invoice_id as cancelled from given as c
    where c.document_type = 'cancellation' and coalesce(c.status, 'posted') = 'posted' and c.references_invoice_id in (select invoice_id from given)
)
select g.invoice_id, g.document_type = 'invoice' as is_invoice, g.document_type = 'invoice' and g.gross >= 0 as is_item,
    case when g.document_type = 'credit_note' then g.references_invoice_id end as reference,
    s.head as seller_head, g.payer, p.head, g.currency, g.invoice_date as day, month_of(g.invoice_date) as m,
    coalesce(g.due_date, g.invoice_date + coalesce(p.payment_terms_days, 30)::int) as due,
    g.net_amount as net, g.gross, coalesce(g.is_disputed, false) as disputed, r.rate
from given as g
left join members as s on s.customer_id = g.customer_id left join members as p on p.customer_id = g.payer
left join rates as r on r.currency = g.currency and r.day = g.invoice_date
where coalesce(g.status, 'posted') = 'posted'
    and g.invoice_id not in (select cancelling from gone) and g.invoice_id not in (select cancelled from gone);
-- @ credits: linked credit notes and write-offs by invoice
create temp table credits as
select c.invoice_id as credit_id, i.invoice_id, greatest(c.m, i.m) as m, -c.gross as amount, false as is_loss
from documents as c join documents as i on i.invoice_id = c.reference and i.payer = c.payer and i.currency = c.currency and i.is_item
where c.reference is not null and c.gross < 0;
insert into credits
select null, w.invoice_id, greatest(month_of(w.write_off_date), i.m), w.amount, true
from '$land/write_offs.parquet' as w join documents as i on i.invoice_id = w.invoice_id and i.is_item where w.write_off_date <= date '$as_of';
-- @ items: invoices and what cash may fill
create temp table items as
select d.invoice_id, d.payer, d.head, d.currency, d.day, d.due, d.m, d.gross, d.rate, d.disputed,
    greatest(0, d.gross - coalesce(c.amount, 0))::decimal(18, 2) as need
from documents as d left join (select invoice_id, sum(amount) as amount from credits group by 1) as c on c.invoice_id = d.invoice_id
where d.is_item;
-- @ receipts
create temp table receipts as
with given as (
    select receipt_id, customer_id as payer, currency, receipt_date as day, amount, coalesce(receipt_type, 'receipt') as kind, reverses_receipt_id
    from '$land/receipts.parquet' where receipt_date <= date '$as_of'
),
undone as (
    select x.receipt_id, min(r.day) as day
    from (select reverses_receipt_id, day, sum(amount) over (partition by reverses_receipt_id order by day) as amount from given where kind = 'reversal') as r
    join given as x on x.receipt_id = r.reverses_receipt_id and x.kind = 'receipt' and r.amount >= x.amount group by 1
)
select g.*, u.day as ended, p.head from given as g left join undone as u using (receipt_id) left join members as p on p.customer_id = g.payer;
-- @ remittances: pass a
create temp table allocations as
with advised as (
    select a.receipt_id, a.invoice_id, greatest(a.allocation_date, x.day, i.day) as day, a.allocation_date, least(a.amount, i.gross) as amount,
        x.amount as room, i.need, x.ended
    from '$land/receipt_allocations.parquet' as a join receipts as x on x.receipt_id = a.receipt_id and x.kind = 'receipt'
    join items as i on i.invoice_id = a.invoice_id and i.currency = x.currency where a.allocation_date <= date '$as_of'
),
by_receipt as (
    select *, greatest(0, least(amount, room - coalesce(sum(amount) over (
        partition by receipt_id order by allocation_date, invoice_id rows between unbounded preceding and 1 preceding), 0))) as cash
    from advised
),
by_invoice as (
    select *, case when ended is not null then cash else greatest(0, least(cash, need - coalesce(sum(case when ended is null then cash end) over (
        partition by invoice_id order by allocation_date, receipt_id rows between unbounded preceding and 1 preceding), 0))) end as filled
    from by_receipt
)
select receipt_id, invoice_id, day, filled::decimal(18, 2) as amount, ended from by_invoice where filled > 0;
-- @ rests
create temp table cash_rests as
select x.receipt_id, x.payer, x.currency, x.day, (x.amount - coalesce(a.amount, 0))::decimal(18, 2) as rest
from receipts as x left join (select receipt_id, sum(amount) as amount from allocations group by 1) as a using (receipt_id)
where x.kind = 'receipt' and x.ended is null and x.amount > coalesce(a.amount, 0);
create temp table item_rests as
select i.invoice_id, i.payer, i.currency, i.day, i.due, (i.need - coalesce(a.amount, 0))::decimal(18, 2) as rest
from items as i left join (select invoice_id, sum(amount) as amount from allocations where ended is null group by 1) as a using (invoice_id)
where i.need > coalesce(a.amount, 0);
-- @ exact: pass b
create temp table exact as
with cash as (
    select c.*, row_number() over (partition by c.payer, c.currency, c.rest order by c.day, c.receipt_id) as k
    from cash_rests as c join (select payer, currency, rest, min(day) as first_day from item_rests group by all) as i using (payer, currency, rest)
    where i.first_day <= c.day
),
item as (
    select i.*, row_number() over (partition by i.payer, i.currency, i.rest order by i.day, i.due, i.invoice_id) as k
    from item_rests as i join (select payer, currency, rest, max(day) as last_day from cash_rests group by all) as c using (payer, currency, rest)
    where c.last_day >= i.day
)
select c.receipt_id, i.invoice_id, c.day, c.rest as amount, null::date as ended
from cash as c join item as i using (payer, currency, rest, k) where i.day <= c.day;
-- @ fifo: pass c, along one line of cumulative amounts
insert into allocations
with cash as (
    select *, sum(rest) over (partition by payer, currency order by day, receipt_id rows unbounded preceding) as line_end
    from cash_rests anti join exact using (receipt_id)
),
item as (
    select *, sum(rest) over (partition by payer, currency order by day, due, invoice_id rows unbounded preceding) as line_end
    from item_rests anti join exact using (invoice_id)
),
points as (
    select payer, currency, line_end, max(receipt_id) as receipt_id, max(cash_day) as cash_day, max(invoice_id) as invoice_id, max(item_day) as item_day
    from (
        select payer, currency, line_end, receipt_id, day as cash_day, null as invoice_id, null::date as item_day from cash
        union all
        select payer, currency, line_end, null, null, invoice_id, day from item
    ) group by payer, currency, line_end
),
pieces as (
    select line_end - lag(line_end, 1, 0) over (partition by payer, currency order by line_end) as amount,
        first_value(receipt_id ignore nulls) over ahead as receipt_id, first_value(cash_day ignore nulls) over ahead as cash_day,
        first_value(invoice_id ignore nulls) over ahead as invoice_id, first_value(item_day ignore nulls) over ahead as item_day
    from points window ahead as (partition by payer, currency order by line_end rows between current row and unbounded following)
)
select receipt_id, invoice_id, greatest(cash_day, item_day), amount::decimal(18, 2), null
from pieces where receipt_id is not null and invoice_id is not null and amount > 0
union all from exact;
-- @ segments: an invoice's state from one month in which something happens to the next
create temp table segments as
with paid as (
    select a.invoice_id, a.day, a.amount, a.ended, date_diff('day', i.due, a.day) as days
    from allocations as a join items as i using (invoice_id) where a.ended is null or a.ended > a.day
),
events as (
    select invoice_id, m, gross as billed, 0 as lost, 0 as paid, 0 as reversible, 0 as punctual, 0 as late, 0 as delinquent from items
    union all
    select invoice_id, m, if(is_loss, 0, -amount), if(is_loss, amount, 0), 0, 0, 0, 0, 0 from credits
    union all
    select invoice_id, month_of(day), 0, 0, amount, if(ended is null, 0, amount), if(days <= 0, amount, 0), amount * days, amount * greatest(0, days) from paid
    union all
    select invoice_id, month_of(ended), 0, 0, -amount, -amount, if(days <= 0, -amount, 0), -amount * days, -amount * greatest(0, days) from paid where ended is not null
),
monthly as (
    select invoice_id, m, sum(billed)::decimal(18, 2) as billed, sum(lost)::decimal(18, 2) as lost, sum(paid)::decimal(18, 2) as paid,
        sum(reversible)::decimal(18, 2) as reversible, sum(punctual)::decimal(18, 2) as punctual, sum(late)::decimal(24, 2) as late, sum(delinquent)::decimal(24, 2) as delinquent
    from events group by 1, 2
),
states as (
    select invoice_id, m, lead(m, 1, 999999) over (partition by invoice_id order by m) as until,
        (sum(billed) over w)::decimal(18, 2) as billed, (sum(lost) over w)::decimal(18, 2) as lost, (sum(paid) over w)::decimal(18, 2) as paid,
        (sum(reversible) over w)::decimal(18, 2) as reversible, (sum(punctual) over w)::decimal(18, 2) as punctual,
        (sum(late) over w)::decimal(24, 2) as late, (sum(delinquent) over w)::decimal(24, 2) as delinquent
    from monthly window w as (partition by invoice_id order by m rows unbounded preceding)
)
select s.*, i.head, i.currency, i.due, i.rate, i.disputed, i.m as item_m, month_of(i.due) as due_m from states as s join items as i using (invoice_id);
-- @ reviews
create temp table reviews as
select month_of(d) as m, last_day(d) as t
from (select unnest(generate_series((select date_trunc('month', min(day)) from documents where is_invoice), date '$as_of', interval 1 month))::date as d)
where last_day(d) <= date '$as_of';
-- @ open: balances at every month-end at which an invoice is not settled
create temp table open_items as
with unsettled as (
    select s.head, s.currency, r.m, s.rate, date_diff('day', s.due, r.t) as age, s.reversible,
        greatest(0, s.billed - s.lost - s.paid) as amount, greatest(0, s.paid + s.lost - s.billed) as excess
    from (
        select *, unnest(range(greatest(m, (select min(m) from reviews)), least(until, (select max(m) + 1 from reviews)))) as at_m
        from segments where billed - lost <> paid
    ) as s join reviews as r on r.m = s.at_m
)
select head, currency, m, sum(amount) as amount, sum(in_currency(amount, rate)) as own_rate,
    sum(if(age <= 0, in_currency(amount, rate), 0)) as own_rate_not_due,
    sum(if(age <= 0, amount, 0)) as b0, sum(if(age between 1 and 30, amount, 0)) as b1, sum(if(age between 31 and 60, amount, 0)) as b2,
    sum(if(age between 61 and 90, amount, 0)) as b3, sum(if(age > 90, amount, 0)) as b4,
    sum(least(excess, reversible)) as excess_cash, sum(excess - least(excess, reversible)) as excess_credit
from unsettled group by 1, 2, 3;
-- @ window: what entered and left the twelve months of due invoices
create temp table due_changes as
with states as (
    select head, disputed, rate, due, greatest(m, due_m, item_m) as enters, least(until, due_m + 12) as leaves,
        greatest(0, billed) as billed, greatest(0, least(billed, paid)) as paid, greatest(0, least(billed, punctual)) as punctual, late, delinquent
    from segments where greatest(m, due_m, item_m) < least(until, due_m + 12)
),
amounts as (
    select head, disputed, enters, leaves, in_currency(billed, rate) as billed, in_currency(paid, rate) as paid, in_currency(punctual, rate) as punctual,
        in_currency(late, rate) as late, in_currency(delinquent, rate) as delinquent, date_diff('day', date '2000-01-01', due)::decimal(6, 0) as due_day
    from states
),
moves as (
    select *, unnest([enters, leaves]) as m, unnest([1, -1]) as sign from amounts
)
select head, m, sum(sign * billed) as due, sum(sign * paid) as paid, sum(sign * punctual) as punctual, sum(if(disputed, 0, sign * billed)) as due_u,
    sum(if(disputed, 0, sign * paid)) as paid_u, sum(sign * late) as late, sum(sign * delinquent) as delinquent,
    sum(sign * ((billed - paid)::decimal(26, 8) * due_day)) as unpaid_due
from moves where m <= (select max(m) from reviews) group by 1, 2;
-- @ lines: the only reading of them
create temp table line_costs as
select invoice_id, sum(net_amount)::decimal(18, 2) as net, sum(cost_amount)::decimal(18, 2) as cost from '$lines' where cost_amount is not null group by 1;
-- @ flows: by customer and month
create temp table flows as
with entries as (
    select d.seller_head as head, d.m, in_currency(d.net, d.rate) as sales, in_currency(l.net, d.rate) as costed, in_currency(l.net - l.cost, d.rate) as profit,
        1 as documents, d.is_invoice::int as invoices, 0 as billed, 0 as received, 0 as served
    from documents as d left join line_costs as l using (invoice_id)
    union all
    select d.head, d.m, 0, null, null, 0, 0, in_currency(d.gross, d.rate), 0, 0
    from documents as d where d.is_item or d.invoice_id in (select credit_id from credits where credit_id is not null)
    union all
    select x.head, month_of(x.day), 0, null, null, 0, 0, 0, if(x.kind = 'receipt', 1, -1) * in_currency(x.amount, r.rate), 0
    from receipts as x join rates as r on r.currency = x.currency and r.day = x.day
    union all
    select p.head, month_of(s.cost_date), 0, null, null, 0, 0, 0, 0, in_currency(s.amount, r.rate)
    from '$land/service_costs.parquet' as s join members as p using (customer_id) join rates as r on r.currency = s.currency and r.day = s.cost_date
    where s.cost_date <= date '$as_of'
)
select head, m, sum(sales) as sales, sum(costed) as costed, sum(profit) as profit, sum(documents) as documents, sum(invoices) as invoices,
    sum(billed) as billed, sum(received) as received, sum(served) as served from entries group by 1, 2;
-- @ purses: unapplied cash and free credit notes
create temp table purse_changes as
with entries as (
    select head, currency, month_of(day) as m, if(kind = 'receipt', amount, -amount) as cash, 0 as credit from receipts
    union all
    select x.head, x.currency, month_of(a.day), -a.amount, 0 from allocations as a join receipts as x using (receipt_id) where a.ended is null or a.ended > a.day
    union all
    select x.head, x.currency, month_of(a.ended), a.amount, 0 from allocations as a join receipts as x using (receipt_id) where a.ended > a.day
    union all
    select head, currency, m, 0, -gross from documents
    where not is_item and invoice_id not in (select credit_id from credits where credit_id is not null)
)
select head, currency, m, sum(cash) as cash, sum(credit) as credit from entries group by 1, 2, 3;
-- @ balances: month-ends at the rate of the month-end
create temp table balances as
with begun as (
    select head, currency, min(m) as first_m from (select head, currency, m from purse_changes union all select head, currency, m from open_items) group by 1, 2
),
months as (
    select b.head, b.currency, r.m, r.t from begun as b join reviews as r on r.m >= b.first_m
),
purses as (
    select s.*, coalesce(sum(c.cash) over w, 0) as cash, coalesce(sum(c.credit) over w, 0) as credit
    from months as s left join purse_changes as c using (head, currency, m)
    window w as (partition by s.head, s.currency order by s.m rows unbounded preceding)
)
select p.head, p.m, sum(in_currency(p.cash + coalesce(o.excess_cash, 0), r.rate)) as cash, sum(in_currency(p.credit + coalesce(o.excess_credit, 0), r.rate)) as credit,
    sum(in_currency(o.amount, r.rate)) as amount, sum(o.own_rate) as own_rate, sum(o.own_rate_not_due) as own_rate_not_due,
    sum(in_currency(o.b0, r.rate)) as b0, sum(in_currency(o.b1, r.rate)) as b1, sum(in_currency(o.b2, r.rate)) as b2,
    sum(in_currency(o.b3, r.rate)) as b3, sum(in_currency(o.b4, r.rate)) as b4
from purses as p join rates as r on r.currency = p.currency and r.day = p.t
left join open_items as o on o.head = p.head and o.currency = p.currency and o.m = p.m group by 1, 2;
-- @ spine: dense customer and month, rolling windows
create temp table spine as
with begun as (
    select seller_head as head, min(day) as first_day from documents where is_invoice group by 1
)
select b.head, b.first_day, month_of(b.first_day) as first_m, r.m, r.t,
    coalesce(sum(f.sales) over y, 0) as sales, coalesce(sum(f.sales) over p, 0) as sales_before, sum(f.costed) over y as costed, sum(f.profit) over y as profit,
    coalesce(sum(f.documents) over y, 0) as documents, coalesce(sum(f.invoices) over y, 0) as invoices, coalesce(sum(f.invoices) over p, 0) as invoices_before,
    coalesce(sum(f.billed) over y, 0) as billed, coalesce(sum(f.received) over y, 0) as received, coalesce(sum(f.served) over y, 0) as served,
    greatest(0, coalesce(f.billed, 0)) as month_billed, coalesce(sum(greatest(0, f.billed)) over a, 0) as billed_ever,
    min(case when f.billed > 0 then r.m end) over (partition by b.head) as first_billed_m,
    coalesce(sum(d.due) over a, 0) as due, coalesce(sum(d.paid) over a, 0) as paid, sum(d.punctual) over a as punctual, sum(d.due_u) over a as due_u, sum(d.paid_u) over a as paid_u,
    sum(d.late) over a as late, sum(d.delinquent) over a as delinquent, sum(d.unpaid_due) over a as unpaid_due,
    coalesce(x.cash, 0) as cash, coalesce(x.credit, 0) as credit, coalesce(x.amount, 0) as amount, coalesce(x.own_rate, 0) as own_rate, coalesce(x.own_rate_not_due, 0) as own_rate_not_due,
    coalesce(lag(x.own_rate, 12) over (partition by b.head order by r.m), 0) as own_rate_before,
    coalesce(x.b0, 0) as b0, coalesce(x.b1, 0) as b1, coalesce(x.b2, 0) as b2, coalesce(x.b3, 0) as b3, coalesce(x.b4, 0) as b4
from begun as b cross join reviews as r
left join flows as f on f.head = b.head and f.m = r.m left join due_changes as d on d.head = b.head and d.m = r.m left join balances as x on x.head = b.head and x.m = r.m
window a as (partition by b.head order by r.m rows unbounded preceding), y as (partition by b.head order by r.m rows between 11 preceding and current row),
    p as (partition by b.head order by r.m rows between 23 preceding and 12 preceding);
-- @ days: count-back of sales outstanding
create temp table sales_days as
with targets as (
    select head, m, t, least(first_m, coalesce(first_billed_m, first_m)) as history_m, billed_ever - own_rate as target, billed_ever - own_rate + 0.00001 as reach from spine where own_rate > 0 and m >= first_m
),
knots as (
    select head, t, month_billed, billed_ever - month_billed as before from spine where month_billed > 0
)
select x.head, x.m, case when k.t is null then x.t - make_date(x.history_m // 12, x.history_m % 12 + 1, 1) + 1
    else (x.t - k.t) + day(k.t) * ((k.before + k.month_billed - x.target)::double / k.month_billed::double) end as days
from targets as x asof left join knots as k on k.head = x.head and k.before <= x.reach;
-- @ mart
create or replace table result.customer_value_metrics as
select s.head as customer_id, s.t as review_date,
    case when s.first_m > s.m - 12 then 'new' when s.invoices = 0 then 'lapsed' when s.invoices_before = 0 then 'reactivated' else 'active' end as lifecycle_status,
    s.sales as net_sales_12m_amount, s.sales_before as net_sales_prior_12m_amount,
    case when s.sales_before > 0 and s.is_comparable then s.sales::double / s.sales_before::double - 1 end as sales_growth_rate,
    case when not s.is_comparable or s.sales < 0 or s.sales_before < 0 then null when s.invoices = 0 then -2 when s.invoices_before = 0 then 2
        when s.sales + s.sales_before > 0 then 2 * (s.sales - s.sales_before)::double / (s.sales + s.sales_before)::double end as sales_growth_symmetric_rate,
    if(s.documents = 0, 0, s.profit) as gross_profit_12m_amount, case when s.costed > 0 then s.profit::double / s.costed::double end as gross_margin_rate,
    case when s.sales > 0 then least(1, coalesce(s.costed, 0)::double / s.sales::double) end as cost_coverage_rate,
    s.served as cost_to_serve_12m_amount, if(s.documents = 0, 0, s.profit) - s.served as contribution_12m_amount,
    s.due as due_12m_amount, s.paid as collected_of_due_12m_amount, case when s.due > 0 then s.paid::double / s.due::double end as collection_rate,
    case when s.due_u > 0 then s.paid_u::double / s.due_u::double end as collection_rate_undisputed, s.received as receipts_12m_amount,
    case when s.due > 0 then s.punctual::double / s.due::double end as on_time_collection_rate,
    case when s.due > 0 then (s.late + s.unpaid_days)::double / s.due::double end as days_late_weighted,
    case when s.due > 0 then (s.delinquent + s.unpaid_days)::double / s.due::double end as days_delinquent_weighted,
    s.amount as open_receivables_amount, s.cash as unapplied_cash_amount, s.credit as open_credit_notes_amount, s.b0 as not_due_amount,
    s.b1 as overdue_1_30_amount, s.b2 as overdue_31_60_amount, s.b3 as overdue_61_90_amount, s.b4 as overdue_over_90_amount,
    coalesce(q.days, 0) as days_sales_outstanding,
    case when s.own_rate_before + s.billed - s.own_rate_not_due > 0
        then 100 * (s.own_rate_before + s.billed - s.own_rate)::double / (s.own_rate_before + s.billed - s.own_rate_not_due)::double end as collection_effectiveness_index,
    s.invoices as invoice_count_12m
from (
    select *, first_day <= make_date((m - 17) // 12, (m - 17) % 12 + 1, 1) as is_comparable,
        (due - paid) * date_diff('day', date '2000-01-01', t) - unpaid_due as unpaid_days
    from spine where m >= first_m
) as s left join sales_days as q on q.head = s.head and q.m = s.m;
