-- grain: one row per scheme, method and direction of move

-- How often a tier given is taken back: moves that one in the other direction follows within twelve months. Beside the
-- tiers that hold (`walk`) stand those that cut scores alone would give (`cuts_alone`): the indicated tier of each review.
with ranked as (
    select
        candidates.customer_id,
        candidates.scheme_code,
        {{ month_index('candidates.review_date') }} as month_index,
        effective.tier_without_override_rank as walk_rank,
        candidates.candidate_tier_rank as cuts_alone_rank
    from {{ ref('int_candidate_tiers') }} as candidates
    inner join {{ ref('int_effective_tiers') }} as effective
        on effective.customer_id = candidates.customer_id
        and effective.scheme_code = candidates.scheme_code
        and effective.review_date = candidates.review_date
    where candidates.is_history
),

{% for method in ['walk', 'cuts_alone'] -%}
{{ method }}_moves as (
    select *
    from (
        select
            customer_id,
            scheme_code,
            month_index,
            '{{ method }}' as method_code,
            {{ method }}_rank - lag({{ method }}_rank) over (partition by customer_id, scheme_code order by month_index) as rank_change
        from ranked
    ) as changes
    where rank_change <> 0
),
{% endfor %}
moves as (
    select * from walk_moves
    union all
    select * from cuts_alone_moves
),

followed as (
    select
        moves.*,
        min(case when rank_change < 0 then month_index end) over (
            partition by customer_id, scheme_code, method_code order by month_index rows between 1 following and unbounded following
        ) as next_up_month,
        min(case when rank_change > 0 then month_index end) over (
            partition by customer_id, scheme_code, method_code order by month_index rows between 1 following and unbounded following
        ) as next_down_month
    from moves
)

select
    cast(scheme_code as varchar) as scheme_code,
    cast(method_code as varchar) as method_code,
    cast(case when rank_change < 0 then 'up' else 'down' end as varchar) as move_direction,
    cast(count(*) as bigint) as move_count,
    cast(count_if(case when rank_change < 0 then next_down_month else next_up_month end - month_index <= 12) as bigint) as reversed_move_count,
    {{ ratio('count_if(case when rank_change < 0 then next_down_month else next_up_month end - month_index <= 12)', 'count(*)') }}
        as reversed_move_rate
from followed
group by scheme_code, method_code, case when rank_change < 0 then 'up' else 'down' end
