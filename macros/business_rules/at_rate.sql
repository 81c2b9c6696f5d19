{# A document amount in the reporting currency. NULL where no rate is known: such a row is reported, never guessed.
   Cutting a product of sixteen decimals back to eight costs a microsecond a row on DuckDB, forty times a product of doubles,
   and conversions were half of all work. A double holds sixteen digits, so below 10^9 it gives the same eight decimals;
   larger amounts take the exact way, and amounts in the reporting currency are never multiplied. #}
{% macro at_rate(document_amount, exchange_rate) -%}
    case
        when {{ exchange_rate }} = 1 then cast({{ document_amount }} as {{ amount_type() }})
        when abs({{ document_amount }}) < 1000000000
            then cast(cast({{ document_amount }} as double) * cast({{ exchange_rate }} as double) as {{ amount_type() }})
        else cast(cast({{ document_amount }} as {{ document_amount_type() }}) * {{ exchange_rate }} as {{ amount_type() }})
    end
{%- endmacro %}
