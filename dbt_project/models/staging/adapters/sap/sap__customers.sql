-- grain: one row per SAP customer
with customers as (
    select * from {{ source('sap', 'kna1') }}
),

credit_limits as (
    select kunnr, max(klimk) as klimk from {{ source('sap', 'knkk') }} group by kunnr
),

customers_with_limits as (
    select customers.*, credit_limits.klimk
    from customers
    left join credit_limits on customers.kunnr = credit_limits.kunnr
)

{{ adapted_records('customers', 'customers_with_limits', {
    'customer_id': sap_id('kunnr'),
    'customer_name': 'name1',
    'parent_customer_id': sap_id('konzs'),
    'industry': 'brsch',
    'country': 'land1',
    'currency': 'uwaer',
    'credit_limit_amount': 'klimk',
    'annual_revenue_amount': "nullif(umsa1, 0)",
    'employee_count': "nullif(jmzah, 0)",
    'customer_since_date': sap_date('erdat'),
}) }}
