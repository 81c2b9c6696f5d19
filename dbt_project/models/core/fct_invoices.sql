-- grain: one row per effective document (invoice, credit note or standalone cancellation) dated on or before the as-of date

with documents as (
    select * from {{ ref('int_effective_documents') }}
),

accounts as (
    select
        customers.customer_id,
        customers.payment_terms_days,
        customer_groups.group_head_id
    from {{ ref('stg_customers') }} as customers
    inner join {{ ref('int_customer_groups') }} as customer_groups on customer_groups.customer_id = customers.customer_id
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

invoice_costs as (
    select
        invoice_id,
        sum(costed_net_document_amount) as costed_net_document_amount,
        sum(cost_document_amount) as cost_document_amount
    from {{ ref('int_invoice_category_amounts') }}
    group by invoice_id
),

default_terms as (
    select cast({{ policy_parameter('collection_parameters', 'default_payment_terms_days') }} as integer) as terms_days
)

select
    cast(documents.invoice_id as varchar) as invoice_id,
    cast(documents.document_type as varchar) as document_type,
    cast(documents.document_role as varchar) as document_role,
    cast(coalesce(sold_to.group_head_id, 'unknown') as varchar) as customer_id,
    cast(documents.customer_id as varchar) as sold_to_customer_id,
    cast(documents.payer_customer_id as varchar) as bill_to_customer_id,
    cast(coalesce(payer.group_head_id, 'unknown') as varchar) as payer_group_id,
    cast(documents.linked_invoice_id as varchar) as linked_invoice_id,
    cast(documents.linked_invoice_date as date) as linked_invoice_date,
    cast(documents.opportunity_id as varchar) as opportunity_id,
    cast(documents.account_manager_id as varchar) as account_manager_id,
    cast(documents.order_date as date) as order_date,
    cast(documents.invoice_date as date) as invoice_date,
    {{ month_index('documents.invoice_date') }} as month_index,
    coalesce(
        documents.due_date,
        {{ add_days('documents.invoice_date', 'coalesce(payer.payment_terms_days, default_terms.terms_days)') }}
    ) as due_date,
    cast(documents.due_date is null as boolean) as is_due_date_assumed,
    cast(documents.currency as varchar) as currency,
    cast(exchange_rates.exchange_rate as {{ exchange_rate_type() }}) as exchange_rate,
    cast(coalesce(documents.is_disputed, false) as boolean) as is_disputed,
    cast(documents.net_amount as {{ document_amount_type() }}) as net_document_amount,
    cast(documents.gross_amount as {{ document_amount_type() }}) as gross_document_amount,
    {{ at_rate('documents.net_amount', 'exchange_rates.exchange_rate') }} as net_amount,
    {{ at_rate('documents.gross_amount', 'exchange_rates.exchange_rate') }} as gross_amount,
    {{ at_rate('invoice_costs.costed_net_document_amount', 'exchange_rates.exchange_rate') }} as costed_net_amount,
    {{ at_rate('invoice_costs.cost_document_amount', 'exchange_rates.exchange_rate') }} as cost_amount,
    {{ at_rate('invoice_costs.costed_net_document_amount - invoice_costs.cost_document_amount', 'exchange_rates.exchange_rate') }}
        as gross_profit_amount
from documents
left join accounts as sold_to on sold_to.customer_id = documents.customer_id
left join accounts as payer on payer.customer_id = documents.payer_customer_id
left join exchange_rates
    on exchange_rates.currency = documents.currency
    and exchange_rates.rate_date = documents.invoice_date
left join invoice_costs on invoice_costs.invoice_id = documents.invoice_id
cross join default_terms
