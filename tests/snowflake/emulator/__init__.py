"""A local stand-in for a Snowflake account, for tests without credentials.

fakesnow answers Snowflake's HTTP protocol from an in-memory DuckDB. The modules here run it as a process of its own
and add what dbt-snowflake needs and it lacks:

- `statements`: Snowflake statements rewritten into ones that it understands (pure functions on text)
- `procedures`: runs the anonymous Python procedure that dbt sends for a Python model
- `warehouse`: cloning, swapping, and copying raw tables in from a DuckDB file
- `speed`: spares it rewrites that the statements of this project cannot need
- `shims`: puts the above into fakesnow
- `process`: starts and stops the server (`running_emulator()`)

It is no oracle: what it accepts, Snowflake may refuse. `tests/snowflake/sql_gate.py` covers part of that gap.
"""
