# grain: one row per referral between customer groups
from frames import for_warehouse, to_pandas
from lifetime_value.warehouse.referrals import referral_frame


def model(dbt, session):
    found = referral_frame(
        to_pandas(dbt.ref("int_group_referrals")),
    )
    return for_warehouse(found, session)
