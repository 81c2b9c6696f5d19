-- grain: one row per mart, customer, scheme, review and figure that this refresh changed after it had been published
create or replace table served.quality.restatements (
    mart_name varchar not null,
    customer_id varchar not null,
    customer_name varchar,
    scheme_code varchar,
    review_date date not null,
    figure_name varchar not null,
    published_value varchar,
    restated_value varchar,
    change double,
    cause varchar not null,
    late_row_count integer not null,
    late_rows varchar,
    published_refresh_id varchar not null,
    published_as_of_date date
);

comment on table served.quality.restatements is 'Published figures and tiers that this refresh changed, against the snapshot that was current before it, and the late rows that did it.';

comment on column served.quality.restatements.mart_name is 'Mart whose published figure changed.';

comment on column served.quality.restatements.customer_id is 'Customer (head of its group).';

comment on column served.quality.restatements.customer_name is 'Name of the customer.';

comment on column served.quality.restatements.scheme_code is 'Tier scheme, where the mart has one.';

comment on column served.quality.restatements.review_date is 'Review whose figure changed.';

comment on column served.quality.restatements.figure_name is 'Column of the mart.';

comment on column served.quality.restatements.published_value is 'What the earlier snapshot says; empty = unknown, or the row was not there.';

comment on column served.quality.restatements.restated_value is 'What this snapshot says; empty = unknown, or the row is gone.';

comment on column served.quality.restatements.change is 'Restated less published, where both are numbers.';

comment on column served.quality.restatements.cause is 'late_rows (rows of this customer that came late), exchange_rates (late rates), policy (other policy seeds), code (other code), other_customers (a rank or scale moved).';

comment on column served.quality.restatements.late_row_count is 'How many late or withdrawn rows concern this customer.';

comment on column served.quality.restatements.late_rows is 'The first of them: table, file, row and key.';

comment on column served.quality.restatements.published_refresh_id is 'Refresh that had published the earlier figure.';

comment on column served.quality.restatements.published_as_of_date is 'As-of date of that refresh.';
