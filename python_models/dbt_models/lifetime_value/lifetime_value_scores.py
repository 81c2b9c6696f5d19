# grain: one row per fit in use, policy and distinct purchase history at any review
from frames import for_warehouse, to_pandas
from lifetime_value.warehouse.scores import score_frame


def model(dbt, session):
    found = score_frame(
        to_pandas(dbt.ref("int_score_patterns")),
        to_pandas(dbt.ref("lifetime_value_fits")),
    )
    return for_warehouse(found, session)
