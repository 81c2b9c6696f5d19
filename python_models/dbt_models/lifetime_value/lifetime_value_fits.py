# grain: one row per fit date and segment
from frames import for_warehouse, to_pandas
from lifetime_value.warehouse.fits import fit_frame


def model(dbt, session):
    found = fit_frame(
        to_pandas(dbt.ref("int_purchase_patterns")),
        to_pandas(dbt.ref("int_spend_patterns")),
        to_pandas(dbt.ref("lifetime_value_holdouts")),
        to_pandas(dbt.ref("int_lifetime_policies")),
    )
    return for_warehouse(found, session)
