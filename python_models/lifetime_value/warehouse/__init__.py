"""The edge to the warehouse: frames in, frames out. Each module stands behind one thin dbt model.

Nothing here knows dbt or a database; the shells in `dbt_models` pass plain pandas frames with lower-case columns.
"""
