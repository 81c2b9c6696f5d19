{# A number as a reader says it, with one decimal. #}
{% macro in_words(number) -%} cast(cast(round({{ number }}, 1) as numeric(28, 1)) as varchar) {%- endmacro %}

{# The same with its sign, a plus as well. #}
{% macro signed_in_words(number) -%}
    case when round({{ number }}, 1) > 0 then '+' else '' end || {{ in_words(number) }}
{%- endmacro %}

{# A fraction as a percentage. #}
{% macro percent_in_words(rate) -%} cast(cast(round(100 * cast({{ rate }} as double), 1) as numeric(28, 1)) as varchar) || ' %' {%- endmacro %}

{# Money in thousands where it is large, without its currency. #}
{% macro amount_in_words(amount) -%}
    case
        when abs({{ amount }}) >= 10000000 then cast(cast(round({{ amount }} * 0.000001, 1) as numeric(28, 1)) as varchar) || ' M'
        when abs({{ amount }}) >= 10000 then cast(cast(round({{ amount }} * 0.001, 0) as numeric(28, 0)) as varchar) || ' k'
        else cast(cast(round({{ amount }}, 0) as numeric(28, 0)) as varchar)
    end
{%- endmacro %}

{# The same for Chinese readers, in units of ten thousand. #}
{% macro amount_in_chinese(amount) -%}
    case
        when abs({{ amount }}) >= 100000000 then cast(cast(round({{ amount }} * 0.00000001, 2) as numeric(28, 2)) as varchar) || ' 億'
        when abs({{ amount }}) >= 10000 then cast(cast(round({{ amount }} * 0.0001, 1) as numeric(28, 1)) as varchar) || ' 萬'
        else cast(cast(round({{ amount }}, 0) as numeric(28, 0)) as varchar)
    end
{%- endmacro %}

{# A criterion's figure: whole where it is large, with two decimals where it is a rate. #}
{% macro in_words_precise(number) -%}
    case
        when {{ number }} >= 10 or cast({{ number }} as double) = floor(cast({{ number }} as double)) then cast(cast(round({{ number }}, 0) as numeric(28, 0)) as varchar)
        else cast(cast(round({{ number }}, 2) as numeric(28, 2)) as varchar)
    end
{%- endmacro %}
