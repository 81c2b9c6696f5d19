{# The contract's entry of one landing table: description, meta and columns, as _landing__sources.yml states them.
   Known only while SQL is written (the graph is complete then); an empty stand-in serves the parser. #}
{% macro landing_contract(table) -%}
    {%- if not execute -%}{{ return({'columns': [], 'meta': {'key': []}}) }}{%- endif -%}
    {%- for node in graph.sources.values() if node.source_name == 'landing' and node.name == table -%}
        {{ return({'columns': node.columns.values() | list, 'meta': node.config.meta}) }}
    {%- endfor -%}
    {{ exceptions.raise_compiler_error('The input contract knows no table ' ~ table) }}
{%- endmacro %}

{# Names of all tables of the contract: stated here once more, since models must name their parents before the graph is known.
   A test holds the list against the contract. #}
{% macro landing_table_names() -%}
    {{ return([
        'customers', 'account_managers', 'account_assignments', 'customer_influence', 'referrals', 'customer_financials',
        'industry_rankings', 'products', 'invoices', 'invoice_lines', 'receipts', 'receipt_allocations', 'write_offs',
        'exchange_rates', 'service_costs', 'opportunities', 'purchase_factor_evidence', 'selling_emphasis', 'category_spend',
        'competitor_spend', 'service_deliveries', 'customer_events', 'tier_overrides', 'customer_promises', 'account_actions'
    ]) }}
{%- endmacro %}

{# Meta of one column of the contract. #}
{% macro landing_column_meta(column) -%}
    {{ return(column.config.meta if column.config and column.config.meta else column.meta) }}
{%- endmacro %}
