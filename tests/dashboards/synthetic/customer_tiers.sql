create table tier_names as select * from (values ('diamond', 1), ('gold', 2), ('strategic', 3), ('potential', 4), ('general', 5), ('problem', 6)) as v(tier_code, tier_rank);
create table core.dim_tiers as select s.scheme_code, tier_code, tier_rank, upper(tier_code[1]) || tier_code[2:] as tier_name_en, ['鑽石', '黃金', '戰略', '潛力', '一般', '問題'][tier_rank] as tier_name_zh from tier_names cross join (values ('six_tier'), ('five_tier')) as s(scheme_code);
create table marts.customer_tiers as
    with placed as (
        select m.customer_id, m.customer_name, m.review_date, luck, chance(m.customer_id, 'q' || cast(m.review_date as varchar)) as noise,
            case when collection_rate < 0.55 then 'problem' when luck + 0.02 * chance(m.customer_id, 'q' || cast(m.review_date as varchar)) < 0.03 then 'diamond' when luck < 0.08 then 'gold'
                when luck + 0.1 * chance(m.customer_id, 'q' || cast(m.review_date as varchar)) < 0.15 then 'strategic' when luck < 0.3 and influence_score > 50 then 'potential' else 'general' end as tier
        from marts.customer_value_metrics as m inner join heads using (customer_id)
    ), walked as (
        select p.*, t.tier_rank, lag(p.tier) over (partition by customer_id order by review_date) as previous, lag(t.tier_rank) over (partition by customer_id order by review_date) as previous_rank
        from placed as p inner join tier_names as t on t.tier_code = p.tier
    )
    select customer_id, customer_name, s.scheme_code, review_date, round(100 * (1 - luck) * (0.9 + 0.1 * noise), 6) as score, case when noise > 0.05 then 1.0 else 0.85 end as score_coverage_rate,
        tier as scored_tier_code, cast(null as varchar) as rule_tier_code, cast(null as varchar) as lifted_tier_code, cast(null as varchar) as gate_cap_tier_code, tier = 'problem' as is_problem, false as is_capacity_capped, tier as candidate_tier_code, tier as tier_without_override_code,
        cast(null as varchar) as pending_direction, 0 as pending_review_count, 0 as clean_review_count, case when s.scheme_code = 'five_tier' and tier = 'gold' then 'diamond' else tier end as effective_tier_code, tier_rank as effective_tier_rank, previous as previous_effective_tier_code,
        case when previous is null then 'entered' when tier_rank < previous_rank then 'up' when tier_rank > previous_rank then 'down' else 'same' end as tier_change,
        noise > 0.99 as is_overridden, noise > 0.95 as is_provisional, '2025-01' as policy_version, case when tier = 'problem' then 'collection_rate' when noise > 0.5 then 'score' else 'no_movement' end as reason_codes,
        tier || ': score ' || cast(round(100 * (1 - luck), 1) as varchar) || '; contribution is the deciding metric, 2.1 points short of the next tier.' as explanation, tier || '：得分 ' || cast(round(100 * (1 - luck), 1) as varchar) || '，貢獻利潤為決定指標，距上一級 2.1 分。' as explanation_zh
    from walked cross join (values ('six_tier'), ('five_tier')) as s(scheme_code);
create table marts.customer_tiers_current as
    select t.customer_id, t.customer_name, t.scheme_code, t.review_date, h.industry, h.account_manager_id, h.account_manager_name, t.score, t.effective_tier_code, t.effective_tier_rank, t.previous_effective_tier_code, t.tier_change, t.reason_codes, t.explanation, t.explanation_zh, t.is_provisional, t.is_overridden, t.policy_version,
        m.net_sales_12m_amount, m.contribution_12m_amount, m.gross_margin_rate, m.collection_rate, m.days_delinquent_weighted, m.influence_score, m.sales_growth_symmetric_rate, 'USD' as reporting_currency,
        case t.effective_tier_code when 'gold' then 'diamond' when 'strategic' then 'gold' when 'potential' then 'strategic' when 'general' then 'potential' end as next_tier_code, case when t.effective_tier_code not in ('diamond', 'problem') then round(20 * chance(t.customer_id, 'p'), 6) end as points_to_next_tier
    from marts.customer_tiers as t inner join heads as h using (customer_id) inner join marts.customer_value_metrics as m using (customer_id, review_date) where t.review_date = (select review_date from settings);
create table marts.customer_labels as
    select d.customer_id, d.customer_name, 'six_tier' as scheme_code, d.group_head_id, coalesce(t.effective_tier_code, case when chance(d.customer_id, 'k') > 0.6 then 'key_opportunity' else 'general_opportunity' end) as label_code, case when t.customer_id is not null then 'active' end as lifecycle_status, t.reason_codes
    from core.dim_customers as d left join marts.customer_tiers_current as t on t.customer_id = d.group_head_id and t.scheme_code = 'six_tier';
create table metric_names as select * from (values ('annual_sales', 30), ('gross_margin', 20), ('collection_rate', 15), ('collection_timeliness', 10), ('influence', 10), ('growth', 15)) as v(metric_code, weight);
create table core.dim_tier_metrics as select metric_code, row_number() over (order by weight desc, metric_code) as metric_order, replace(metric_code, '_', ' ') as metric_name_en, metric_code as metric_name_zh from metric_names;
create table marts.customer_tier_scores as
    select t.customer_id, t.customer_name, t.scheme_code, t.review_date, n.metric_code, case n.metric_code when 'annual_sales' then cast(m.net_sales_12m_amount as double) when 'gross_margin' then m.gross_margin_rate when 'collection_rate' then m.collection_rate when 'collection_timeliness' then m.days_delinquent_weighted when 'influence' then m.influence_score else m.sales_growth_symmetric_rate end as metric_value,
        round(100 * chance(t.customer_id, n.metric_code), 6) as normalised_score, n.weight, round(n.weight * chance(t.customer_id, n.metric_code), 6) as weighted_points, n.metric_code = 'influence' and m.influence_score is null as is_missing
    from marts.customer_tiers as t inner join marts.customer_value_metrics as m using (customer_id, review_date) cross join metric_names as n where t.scheme_code = 'six_tier' and month(t.review_date) in (3, 6, 9, 12);
create table marts.tier_migrations as
    select scheme_code, review_date, coalesce(previous_effective_tier_code, 'new') as from_tier_code, effective_tier_code as to_tier_code, count(*) as customer_count, cast(sum(contribution_12m_amount) as decimal(28, 8)) as contribution_12m_amount, 'USD' as reporting_currency
    from marts.customer_tiers inner join marts.customer_value_metrics using (customer_id, review_date) group by all;
create table marts.tier_ladder as
    select c.customer_id, c.customer_name, c.scheme_code, n.metric_code, c.effective_tier_code as current_tier_code, c.next_tier_code, s.metric_value as current_metric_value, case when chance(c.customer_id, n.metric_code || 'r') > 0.5 then s.metric_value * 1.2 end as required_metric_value,
        case when chance(c.customer_id, n.metric_code || 'r') > 0.5 then s.metric_value * 0.2 end as gap, chance(c.customer_id, n.metric_code || 'r') > 0.5 as is_reachable_by_this_metric_alone, case when chance(c.customer_id, n.metric_code || 'r') <= 0.5 then 'bound_reached' end as blocking_reason
    from marts.customer_tiers_current as c cross join metric_names as n inner join marts.customer_tier_scores as s on s.customer_id = c.customer_id and s.metric_code = n.metric_code and s.review_date = c.review_date
    where c.scheme_code = 'six_tier' and c.next_tier_code is not null;
create table marts.tier_policy_comparison as
    select customer_id, customer_name, scheme_code, p.policy_code, effective_tier_code as current_tier_code, case when chance(customer_id, p.policy_code) > 0.9 then 'general' else effective_tier_code end as candidate_policy_tier_code, contribution_12m_amount
    from marts.customer_tiers_current cross join (values ('stricter_cuts'), ('weight_annual_sales_up')) as p(policy_code);
create table marts.tier_backtest as
    select scheme_code, effective_tier_code as tier_code, review_date, count(*) as customer_count, cast(count(*) * 1000 as decimal(28, 8)) as next_12m_contribution_amount, 0.8 + 0.2 / max(effective_tier_rank) as retention_rate, 0.01 * max(effective_tier_rank) as bad_debt_rate
    from marts.customer_tiers where review_date <= date '2024-12-31' group by scheme_code, tier_code, review_date;
create table dimension_names as select * from (values ('on_site_engineer', 'days', 'Field Service', 1), ('capacity_priority', 'orders', 'Planning', 2), ('executive_visit', 'visits', 'Managing Director', 3), ('rapid_response', 'hours', 'Support', 4), ('technical_exchange', 'meetings', 'Engineering', 5), ('value_added_service', 'services', 'Service', 6), ('senior_resource_allocation', 'days', 'Sales', 7), ('strategic_coordination', 'meetings', 'Sales', 8), ('problem_escalation', 'hours', 'Support', 9)) as v(strategy_dimension, unit, responsible_role, place);
create table marts.tier_strategies as
    select 'six_tier' as scheme_code, tier_code, strategy_dimension, replace(strategy_dimension, '_', ' ') as dimension_name_en, '策略' || place as dimension_name_zh, case when tier_rank <= 4 then cast(round(12 / tier_rank, 0) as double) else 0 end as promised_quantity, unit, responsible_role, 'Promise of ' || strategy_dimension || ' for ' || tier_code as promise_en, tier_code || ' 的承諾：' || strategy_dimension as promise_zh
    from (select * from tier_names union all values ('key_opportunity', 3), ('general_opportunity', 6)) cross join dimension_names;
create table marts.strategy_delivery as
    select c.customer_id, c.customer_name, n.strategy_dimension, q.quarter_start_date, c.effective_tier_code as tier_code, cast(6 as double) as promised_quantity, round(8 * chance(c.customer_id, n.strategy_dimension || cast(q.quarter_start_date as varchar)), 0) as delivered_quantity,
        round(8 * chance(c.customer_id, n.strategy_dimension || cast(q.quarter_start_date as varchar)), 0) / 6 as delivery_rate, round(8 * chance(c.customer_id, n.strategy_dimension || cast(q.quarter_start_date as varchar)), 0) >= 6 as is_met, round(8 * chance(c.customer_id, n.strategy_dimension || cast(q.quarter_start_date as varchar)), 0) > 7.2 as is_overserved
    from marts.customer_tiers_current as c cross join dimension_names as n cross join (values (date '2025-01-01'), (date '2025-04-01'), (date '2025-07-01'), (date '2025-10-01')) as q(quarter_start_date) where c.scheme_code = 'six_tier' and c.effective_tier_code in ('diamond', 'gold', 'strategic');
create table marts.problem_customer_watch as
    select c.customer_id, c.customer_name, 'collection_rate' as trigger_codes, date '2025-06-30' as problem_since_date, m.open_receivables_amount, m.not_due_amount, m.overdue_1_30_amount, m.overdue_31_60_amount, m.overdue_61_90_amount, m.overdue_over_90_amount, m.expected_credit_loss_amount, cast(m.open_receivables_amount as double) / cast(h.credit_limit_amount as double) as credit_limit_use_rate,
        1 as open_complaint_count, chance(c.customer_id, 'rep') > 0.8 as is_reputation_risk, 2 as broken_promise_90d_count, 0 as clean_review_count, case when m.overdue_over_90_amount > 20000 then 'stop' when m.overdue_over_90_amount > 5000 then 'prepayment' when chance(c.customer_id, 'sup') > 0.5 then 'credit_limit' else 'watch' end as supervision_level, c.account_manager_id, c.account_manager_name, date '2026-01-15' as next_check_date, 'call the payer' as next_action, '致電付款人' as next_action_zh, 'USD' as reporting_currency
    from marts.customer_tiers_current as c inner join marts.customer_value_metrics as m using (customer_id, review_date) inner join heads as h using (customer_id) where c.scheme_code = 'six_tier' and c.effective_tier_code = 'problem';
