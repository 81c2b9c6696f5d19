{# Money as documents state it: amounts above 10^15 are rejected at the door, so sixteen digits and four decimals hold all. #}
{% macro document_amount_type() -%} numeric(20, 4) {%- endmacro %}

{# Money in the reporting currency: eight decimals, so that sums of converted documents reconcile to the cent. #}
{% macro amount_type() -%} numeric(28, 8) {%- endmacro %}

{# Exchange rates: 20 + 18 digits is the widest product that both engines keep exact. #}
{% macro exchange_rate_type() -%} numeric(18, 12) {%- endmacro %}
