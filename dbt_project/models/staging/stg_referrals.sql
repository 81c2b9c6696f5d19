-- grain: one row per referrer_customer_id × referred_customer_id × referral_date: its loaded record
{{ loaded_records('referrals') }}
