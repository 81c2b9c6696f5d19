create table core.dim_account_managers as select distinct account_manager_id, account_manager_name from core.dim_customers;
create table marts.account_manager_portfolios as
    select c.account_manager_id, c.account_manager_name, t.review_date, count(*) as customer_count, count_if(t.effective_tier_code = 'diamond') as diamond_customer_count, count_if(t.effective_tier_code = 'gold') as gold_customer_count, count_if(t.effective_tier_code = 'strategic') as strategic_customer_count,
        count_if(t.effective_tier_code = 'potential') as potential_customer_count, count_if(t.effective_tier_code = 'general') as general_customer_count, count_if(t.effective_tier_code = 'problem') as problem_customer_count, cast(sum(m.contribution_12m_amount) as decimal(28, 8)) as contribution_12m_amount, avg(m.collection_rate) as collection_rate,
        count_if(t.tier_change = 'up') as upgrade_count, count_if(t.tier_change = 'down') as downgrade_count, 0.5 + 0.5 * chance(c.account_manager_id, 'd') as delivery_rate, 'USD' as reporting_currency
    from marts.customer_tiers as t inner join heads as c using (customer_id) inner join marts.customer_value_metrics as m using (customer_id, review_date) where t.scheme_code = 'six_tier' group by c.account_manager_id, c.account_manager_name, t.review_date;
create table marts.account_manager_ladder as
    select account_manager_id, account_manager_name, ['account_manager', 'senior_account_manager', 'key_account_manager'][cast(1 + floor(chance(account_manager_id, 'e') * 3) as integer)] as career_level_code, ['account_manager', 'senior_account_manager', 'key_account_manager'][cast(1 + floor(chance(account_manager_id, 'h') * 3) as integer)] as held_career_level_code,
        'client_partner' as next_career_level_code, 'contribution' as criteria_met, 'net_upgrades' as criteria_missing, 'two more confirmed upgrades' as gap_explanation, '再兩次確認升級' as gap_explanation_zh
    from core.dim_account_managers;
create table marts.account_reviews as
    select customer_id, customer_name, review_date, effective_tier_code as tier_code, explanation, 2 as open_action_count, 1 as overdue_action_count, 3 as done_action_count, account_manager_id, account_manager_name from marts.customer_tiers_current where scheme_code = 'six_tier';
