-- grain: one row per refresh of this warehouse; written into each snapshot from the run ledger
create or replace table served.quality.refresh_log (
    refresh_id varchar not null,
    as_of_date date,
    policy_version varchar,
    code_version varchar,
    input_version varchar,
    outcome varchar not null,
    is_published boolean not null,
    is_current boolean not null,
    started_at timestamp not null,
    finished_at timestamp,
    message varchar
);

comment on table served.quality.refresh_log is 'Every refresh of this warehouse up to this one, from its run ledger.';

comment on column served.quality.refresh_log.refresh_id is 'Identifier of the refresh; also the name of its snapshot folder. Starts with its time.';

comment on column served.quality.refresh_log.as_of_date is 'Documents dated after this day did not exist for the refresh.';

comment on column served.quality.refresh_log.policy_version is 'Fingerprint of the policy seeds that the refresh used.';

comment on column served.quality.refresh_log.code_version is 'Fingerprint of the code and libraries that the refresh used.';

comment on column served.quality.refresh_log.input_version is 'Fingerprint of landing files, policy, code and variables together; equal means nothing was new.';

comment on column served.quality.refresh_log.outcome is 'published, failed, abandoned (killed before its end) or started (still running when this snapshot was written).';

comment on column served.quality.refresh_log.is_published is 'The refresh published a snapshot.';

comment on column served.quality.refresh_log.is_current is 'Its snapshot became the one that readers see; a backfill of an earlier day does not.';

comment on column served.quality.refresh_log.started_at is 'Start, in UTC.';

comment on column served.quality.refresh_log.finished_at is 'End, in UTC; empty while it runs.';

comment on column served.quality.refresh_log.message is 'Why it failed, in one sentence.';
