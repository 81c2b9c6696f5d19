{# A document amount in the reporting currency. NULL where no rate is known: such a row is reported, never guessed. #}
{% macro at_rate(document_amount, exchange_rate) -%}
    cast(cast({{ document_amount }} as {{ document_amount_type() }}) * {{ exchange_rate }} as {{ amount_type() }})
{%- endmacro %}
