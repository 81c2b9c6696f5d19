{# Whether any receipt was delivered: without a single one cash is unknown, and so is everything that rests on it. #}
{% macro cash_is_known() -%} (select count(*) > 0 from {{ ref('fct_receipts') }}) {%- endmacro %}
