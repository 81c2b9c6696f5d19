"""What a refresh does differently where the models are built on Snowflake.

- `connection`: connects with the credentials of dbt's profile; there is no second place for them
- `statements`: every SQL text, as pure functions
- `library`: the Python library as one file that dbt puts on a stage
- `loading`: files are read by the same reader as on DuckDB; what it read is copied into Snowflake's raw schema
- `mirror`: what is served comes back into the local build database, for pages and messages
- `publishing`: the next served database is prepared by clones and takes its place in one swap
- `grants`: which roles read which folders of what is served
- `lock`: one refresh at a time in an account
"""
