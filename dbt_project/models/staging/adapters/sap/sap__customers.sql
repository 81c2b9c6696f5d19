-- grain: one row per SAP customer
with customers as (
    select * from {{ source('sap', 'kna1') }}
),

credit_limits as (
    select kunnr, max(klimk) as klimk from {{ source('sap', 'knkk') }} group by kunnr
),

-- days net of a payment term: the longest of its three steps; a term may differ by day of the month (ZTAGG)
terms as (
    select zterm, max(case when ztag3 > 0 then ztag3 when ztag2 > 0 then ztag2 else ztag1 end) as net_days
    from {{ source('sap', 't052') }}
    group by zterm
),

-- where company codes agreed different terms with a customer, the longest stands
customer_terms as (
    select company_data.kunnr, max(terms.net_days) as net_days
    from {{ source('sap', 'knb1') }} as company_data
    inner join terms on company_data.zterm = terms.zterm
    group by company_data.kunnr
),

customers_with_limits as (
    select customers.*, credit_limits.klimk, customer_terms.net_days
    from customers
    left join credit_limits on customers.kunnr = credit_limits.kunnr
    left join customer_terms on customers.kunnr = customer_terms.kunnr
)

{{ adapted_records('customers', 'customers_with_limits', {
    'customer_id': sap_id('kunnr'),
    'customer_name': 'name1',
    'parent_customer_id': sap_id('konzs'),
    'industry': 'brsch',
    'country': 'land1',
    'currency': 'uwaer',
    'credit_limit_amount': 'klimk',
    'payment_terms_days': 'cast(net_days as integer)',
    'annual_revenue_amount': "nullif(umsa1, 0)",
    'employee_count': "nullif(jmzah, 0)",
    'customer_since_date': sap_date('erdat'),
}) }}
