-- Invented accounts: heads C0000001 …, every twentieth with one member, and one prospect per ten customers.
create schema core; create schema marts; create schema quality;
create macro chance(id, salt) as cast((hash(id || salt) % 1000003) / 1000003.0 as double);
create table settings as select {customers} as customer_total, date '2025-12-31' as as_of_date, date '2025-12-31' as review_date;
create table core.dim_months as
    select cast(year(m) * 12 + month(m) - 1 as integer) as month_index, cast(m as date) as month_start_date, last_day(m) as month_end_date,
        day(last_day(m)) as days_in_month, year(m) as fiscal_year, make_date(year(m), 12, 31) as fiscal_year_end_date,
        month(m) = 12 as is_fiscal_year_end, true as is_review, last_day(m) = date '2025-12-31' as is_current_review
    from range(timestamp '2022-01-01', timestamp '2026-01-01', interval 1 month) as t(m);
create table core.dim_customers as
    with accounts as (
        select n, 'C' || lpad(cast(n as varchar), 7, '0') as customer_id, null as parent from range(1, (select customer_total from settings) + 1) as t(n)
        union all
        select n, 'M' || lpad(cast(n as varchar), 7, '0'), 'C' || lpad(cast(n as varchar), 7, '0') from range(20, (select customer_total from settings) + 1, 20) as t(n)
        union all
        select n, 'P' || lpad(cast(n as varchar), 7, '0'), null from range(1, (select customer_total from settings) // 10 + 1) as t(n)
    ), named as (
        select *, ['Northern','Titan','Summit','Jade','Silver','Meridian','Lotus','Harbor','Union','Golden','Pacific','Evergreen','Formosa','Taurus','Orchid','Delta'][cast(1 + floor(chance(customer_id,'a') * 16) as integer)]
            || ' ' || ['Materials','Automation','Foods','Machinery','Logistics','Pharma','Retail','Electronics','Marine','Textiles'][cast(1 + floor(chance(customer_id,'b') * 10) as integer)]
            || case when parent is not null then ' Branch' when customer_id like 'P%' then ' Group' else ['', ' Co.', ' 股份有限公司', ' GmbH'][cast(1 + floor(chance(customer_id,'c') * 4) as integer)] end as made_name
        from accounts
    )
    select customer_id,
        case customer_id when 'C0000001' then '<img src=x onerror="window.hacked=1">' when 'C0000002' then '</script><script>window.hacked=1</script>'
            when 'C0000003' then '=HYPERLINK("https://example.invalid","click")' when 'C0000004' then '<a href="https://example.invalid">link</a> & "quoted", ''single''' else made_name end as customer_name,
        parent as parent_customer_id, coalesce(parent, customer_id) as group_head_id, parent is null as is_group_head,
        ['electronics','machinery','food','pharma','logistics'][cast(1 + floor(chance(coalesce(parent, customer_id),'i') * 5) as integer)] as industry,
        ['TW','DE','US','JP'][cast(1 + floor(chance(customer_id,'y') * 4) as integer)] as country, 'USD' as currency,
        cast(round(50000 + 900000 * chance(customer_id,'l'), 0) as decimal(28, 8)) as credit_limit_amount, 30 as payment_terms_days,
        'A' || lpad(cast(1 + floor(chance(customer_id,'m') * 12) as varchar), 2, '0') as account_manager_id, 'Manager ' || cast(cast(1 + floor(chance(customer_id,'m') * 12) as integer) as varchar) as account_manager_name,
        cast(case when chance(customer_id,'r') > 0.2 then round(1e6 + 9e8 * power(chance(customer_id,'s'), 3), 0) end as decimal(28, 8)) as annual_revenue_amount,
        case when chance(customer_id,'r') > 0.2 then cast(10 + 5000 * chance(customer_id,'s') as integer) end as employee_count, date '2018-05-01' as customer_since_date
    from named;
alter table core.dim_customers add column group_head_name varchar;
update core.dim_customers set group_head_name = (select h.customer_name from core.dim_customers as h where h.customer_id = core.dim_customers.group_head_id);
create table core.bridge_customer_members as select group_head_id as customer_id, customer_id as member_customer_id, is_group_head as is_head from core.dim_customers where customer_id not like 'P%';
create table heads as select *, row_number() over (order by chance(customer_id, 'rank')) as place, chance(customer_id, 'rank') as luck from core.dim_customers where customer_id like 'C%';
create table reviews as select month_end_date as review_date, month_index, is_current_review from core.dim_months
    where month(month_end_date) in (3, 6, 9, 12) or month_end_date > date '2024-12-01';
