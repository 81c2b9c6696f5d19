# grain: one row per fit date, segment, hold-out cut and model or naive baseline
from frames import for_warehouse, to_pandas
from lifetime_value.warehouse.holdouts import holdout_frame


def model(dbt, session):
    found = holdout_frame(
        to_pandas(dbt.ref("int_purchase_patterns")),
        to_pandas(dbt.ref("int_lifetime_policies")),
    )
    return for_warehouse(found, session)
