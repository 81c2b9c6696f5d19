-- grain: one row per landing table × column × id that customers or products do not know
-- the records are kept: their money stands under the member `unknown`
{%- set referred = {
    'customer_id': 'customers',
    'bill_to_customer_id': 'customers',
    'referrer_customer_id': 'customers',
    'referred_customer_id': 'customers',
    'product_id': 'products',
} %}
{%- set references = [] %}
{%- for name in landing_table_names() if name not in ('customers', 'products') %}
    {%- for column in landing_contract(name).columns if column.name in referred %}
        {%- do references.append((name, column.name, referred[column.name], landing_contract(name).meta.get('amount'))) %}
    {%- endfor %}
{%- endfor %}

with {% for name in landing_table_names() -%}
{{ name }} as (
    select * from {{ ref('stg_' ~ name) }}
),

{% endfor -%}
unknown_ids as (
    {%- for table, column, parent, amount in references %}
    select '{{ table }}' as table_name, '{{ column }}' as column_name, {{ column }} as unknown_id, count(*) as record_count,
        sum(cast({{ amount if amount else 'null' }} as numeric(20, 4))) as control_amount
    from {{ table }}
    where {{ column }} is not null and {{ column }} not in (select {{ parent[:-1] }}_id from {{ parent }})
    group by {{ column }}
    {{ 'union all' if not loop.last }}
    {%- else %}
    select null as table_name, null as column_name, null as unknown_id, 0 as record_count, null as control_amount
    {%- endfor %}
),

final as (
    select
        cast(table_name as varchar) as table_name,
        cast(column_name as varchar) as column_name,
        cast(unknown_id as varchar) as unknown_id,
        cast(record_count as bigint) as record_count,
        cast(control_amount as numeric(38, 4)) as control_amount
    from unknown_ids
)

select * from final
