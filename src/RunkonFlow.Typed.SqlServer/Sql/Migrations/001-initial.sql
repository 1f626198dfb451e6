-- Tables of RunkonFlow.Typed. This file is frozen once released; later changes are further files.
-- Times are UTC in milliseconds on the server's clock. Texts that name something compare by their bytes. Statuses are the
-- numbers of the enums RunStatus, StepStatus and FanOutItemStatus; the views in Sql/Views show their names.
-- Only the procedures write here, each under the lock of the run's row; so no foreign key has to check them again.

CREATE TABLE [$(schema)].schema_version
(
    version    int          NOT NULL CONSTRAINT pk_schema_version PRIMARY KEY,
    logic      char(64)     NOT NULL,
    applied_at datetime2(3) NOT NULL
);
GO

-- One row. fixed_at is set by tests alone: then it is the time.
CREATE TABLE [$(schema)].clock
(
    clock_id tinyint      NOT NULL CONSTRAINT pk_clock PRIMARY KEY,
    fixed_at datetime2(3) NULL
);
GO

INSERT INTO [$(schema)].clock (clock_id, fixed_at) VALUES (1, NULL);
GO

-- A worker's lease. Each renewal is a compare-and-swap on row_version: a clone and its original cannot both win. last_beat is the
-- renewal that won last, so that one whose reply was lost is known when it is repeated.
CREATE TABLE [$(schema)].worker
(
    token       nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_worker PRIMARY KEY,
    host        nvarchar(400) NOT NULL,
    lease_until datetime2(3)  NOT NULL,
    last_beat   uniqueidentifier NULL,
    row_version rowversion    NOT NULL
);
GO

-- What changes while a run executes. generation and sequence are the fence; digest is of the last commit, null after anything else. epoch counts
-- retries from the start or an earlier operation; call_id is of the named operation carried out last, and call_sequence the sequence that it
-- answered, so that one whose reply was lost answers the same when it is repeated; retry_frame and retry_event are the frame and the last event before the finalizers began.
CREATE TABLE [$(schema)].run
(
    run_key          bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_run PRIMARY KEY,
    run_id           char(26) COLLATE Latin1_General_100_BIN2 NOT NULL,
    status           tinyint       NOT NULL,
    generation       bigint        NOT NULL CONSTRAINT df_run_generation DEFAULT 0,
    sequence         bigint        NOT NULL CONSTRAINT df_run_sequence DEFAULT 0,
    digest           binary(16)    NULL,
    owner            nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    lease_until      datetime2(3)  NULL,
    claim_id         uniqueidentifier NULL,
    call_id          uniqueidentifier NULL,
    call_sequence    bigint        NULL,
    due_at           datetime2(3)  NULL,
    requests         tinyint       NOT NULL CONSTRAINT df_run_requests DEFAULT 0,
    inbox            bigint        NOT NULL CONSTRAINT df_run_inbox DEFAULT 0,
    seen_inbox       bigint        NOT NULL CONSTRAINT df_run_seen DEFAULT 0,
    events           bigint        NOT NULL CONSTRAINT df_run_events DEFAULT 0,
    claims           int           NOT NULL CONSTRAINT df_run_claims DEFAULT 0,
    events_trimmed   bigint        NOT NULL CONSTRAINT df_run_trimmed DEFAULT 0,
    epoch            int           NOT NULL CONSTRAINT df_run_epoch DEFAULT 0,
    last_position    int           NOT NULL CONSTRAINT df_run_position DEFAULT 0,
    last_step        bigint        NULL,
    has_items        bit           NOT NULL CONSTRAINT df_run_items DEFAULT 0,
    has_limits       bit           NOT NULL CONSTRAINT df_run_limits DEFAULT 0,
    is_finalizing    bit           NOT NULL CONSTRAINT df_run_finalizing DEFAULT 0,
    is_awaited       bit           NOT NULL CONSTRAINT df_run_awaited DEFAULT 0,
    is_item          bit           NOT NULL CONSTRAINT df_run_item DEFAULT 0,
    suspend_reason   tinyint       NOT NULL CONSTRAINT df_run_suspend DEFAULT 0,
    finalizers_due   datetime2(3)  NULL,
    started_at       datetime2(3)  NULL,
    ended_at         datetime2(3)  NULL,
    created_at       datetime2(3)  NOT NULL,
    namespace        nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    queue            nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    priority         int           NOT NULL,
    workflow         nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    workflow_version int           NOT NULL,
    at_node          nvarchar(400) NULL,
    blocked_on       nvarchar(400) NULL,
    shape            nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_run_shape DEFAULT N'',
    tried_shapes     nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    codec            tinyint       NOT NULL CONSTRAINT df_run_codec DEFAULT 1,
    format           tinyint       NOT NULL CONSTRAINT df_run_format DEFAULT 1,
    frame            varbinary(max) NULL,
    retry_event      bigint        NULL,
    retry_frame      varbinary(max) NULL
);
GO

CREATE UNIQUE INDEX ux_run_id ON [$(schema)].run (run_id);
GO
CREATE INDEX ix_run_due ON [$(schema)].run (namespace, queue, priority DESC, due_at, run_id) INCLUDE (workflow, workflow_version)
    WHERE due_at IS NOT NULL AND owner IS NULL;
GO
CREATE INDEX ix_run_incompatible ON [$(schema)].run (namespace, queue, workflow, workflow_version) WHERE status = 9;
GO
CREATE INDEX ix_run_owner ON [$(schema)].run (owner) WHERE owner IS NOT NULL;
GO
CREATE INDEX ix_run_lease ON [$(schema)].run (lease_until) WHERE lease_until IS NOT NULL;
GO
CREATE INDEX ix_run_active ON [$(schema)].run (namespace, created_at DESC, run_id DESC) WHERE ended_at IS NULL AND is_item = 0;
GO
CREATE INDEX ix_run_created ON [$(schema)].run (namespace, created_at DESC, run_id DESC);
GO
CREATE INDEX ix_run_ended ON [$(schema)].run (ended_at) WHERE ended_at IS NOT NULL;
GO

-- What is written when a run begins or ends.
CREATE TABLE [$(schema)].run_detail
(
    run_key         bigint        NOT NULL CONSTRAINT pk_run_detail PRIMARY KEY,
    title           nvarchar(400) NOT NULL,
    parent_run_id   nvarchar(400) NOT NULL,
    parent          char(26) COLLATE Latin1_General_100_BIN2 NULL,
    root            char(26) COLLATE Latin1_General_100_BIN2 NOT NULL,
    parent_node     nvarchar(600) NULL,
    item_key        bigint        NULL,
    item_node       nvarchar(400) NOT NULL CONSTRAINT df_detail_item_node DEFAULT N'',
    depth           int           NOT NULL,
    dry_run         bit           NOT NULL,
    started_by      nvarchar(400) NOT NULL,
    definition      nvarchar(max) NULL,
    key_text        nvarchar(400) NULL,
    traceparent     nvarchar(200) NULL,
    codec           tinyint       NOT NULL CONSTRAINT df_detail_codec DEFAULT 1,
    format          tinyint       NOT NULL CONSTRAINT df_detail_format DEFAULT 1,
    cancel_reason   nvarchar(max) NULL,
    cancel_by       nvarchar(400) NULL,
    cancel_at       datetime2(3)  NULL,
    summary         nvarchar(max) NULL,
    error           nvarchar(max) NULL,
    finalizer_error nvarchar(max) NULL,
    failure         varbinary(max) NULL,
    output          varbinary(max) NULL,
    input           varbinary(max) NULL
);
GO

CREATE INDEX ix_run_detail_parent ON [$(schema)].run_detail (parent) WHERE parent IS NOT NULL;
GO
CREATE INDEX ix_run_detail_root ON [$(schema)].run_detail (root) WHERE parent IS NOT NULL;
GO

-- Large values to which a frame refers, so that not every commit writes them again.
CREATE TABLE [$(schema)].frame_value
(
    run_key  bigint  NOT NULL,
    value_id int     NOT NULL,
    codec    tinyint NOT NULL CONSTRAINT df_value_codec DEFAULT 1,
    format   tinyint NOT NULL CONSTRAINT df_value_format DEFAULT 1,
    json     varbinary(max) NOT NULL,
    CONSTRAINT pk_frame_value PRIMARY KEY (run_key, value_id)
);
GO

-- What long steps have saved on their way. operation is a hash of node and path, made by the client.
CREATE TABLE [$(schema)].saved_progress
(
    run_key   bigint        NOT NULL,
    operation binary(16)    NOT NULL,
    node_id   nvarchar(400) NOT NULL,
    path      varchar(100)  NOT NULL,
    codec     tinyint       NOT NULL CONSTRAINT df_progress_codec DEFAULT 1,
    format    tinyint       NOT NULL CONSTRAINT df_progress_format DEFAULT 1,
    json      varbinary(max) NOT NULL,
    CONSTRAINT pk_saved_progress PRIMARY KEY (run_key, operation)
);
GO

-- Every limit that was ever asked for: its row is locked by whoever takes, gives back or counts. full_at is a rate's bucket: the
-- moment, in microseconds since 1970, at which it is full.
CREATE TABLE [$(schema)].limit_state
(
    namespace nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    key_text  nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    is_rate   bit    NOT NULL,
    full_at   bigint NOT NULL,
    CONSTRAINT pk_limit_state PRIMARY KEY (namespace, key_text, is_rate)
);
GO

-- Who holds the permits of a limit. The node is empty for a run as a whole. is_used: a commit has taken it; before, it is only the node's turn.
CREATE TABLE [$(schema)].permit
(
    namespace nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    key_text  nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    run_key   bigint        NOT NULL,
    operation binary(16)    NOT NULL,
    node_id   nvarchar(400) NOT NULL,
    is_used   bit           NOT NULL,
    CONSTRAINT pk_permit PRIMARY KEY (namespace, key_text, run_key, operation)
);
GO
CREATE INDEX ix_permit_run ON [$(schema)].permit (run_key);
GO

CREATE TABLE [$(schema)].permit_line
(
    line_no   bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_permit_line PRIMARY KEY,
    namespace nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    key_text  nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    run_key   bigint        NOT NULL,
    operation binary(16)    NOT NULL,
    node_id   nvarchar(400) NOT NULL,
    most      int           NOT NULL
);
GO
CREATE UNIQUE INDEX ux_permit_line_run ON [$(schema)].permit_line (run_key, key_text, operation);
GO
CREATE INDEX ix_permit_line_key ON [$(schema)].permit_line (namespace, key_text, line_no);
GO

-- Idempotency keys of runs, by a hash of the key, so that length, case and trailing blanks count.
CREATE TABLE [$(schema)].idempotency_key
(
    namespace nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    workflow  nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    key_hash  binary(16)    NOT NULL,
    run_key   bigint        NOT NULL,
    CONSTRAINT pk_idempotency_key PRIMARY KEY (namespace, workflow, key_hash)
);
GO
CREATE INDEX ix_idempotency_key_run ON [$(schema)].idempotency_key (run_key);
GO

CREATE TABLE [$(schema)].run_tag
(
    run_key bigint        NOT NULL,
    tag     nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_run_tag PRIMARY KEY (run_key, tag)
);
GO
CREATE INDEX ix_run_tag_tag ON [$(schema)].run_tag (tag, run_key);
GO

-- One attempt at a node. operation is a hash of node and path, made by the client; of a row that a retry has archived it is the row's id,
-- so that its key is free. last_event is the number of the event with which it ended, else began; frame is the run's, kept with the row.
CREATE TABLE [$(schema)].step
(
    step_id       bigint IDENTITY(1, 1) NOT NULL,
    run_key       bigint        NOT NULL,
    operation     binary(16)    NOT NULL,
    attempt       int           NOT NULL,
    node_id       nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    path          varchar(100)  NOT NULL,
    name          nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    role          nvarchar(100) NOT NULL,
    can_commit    bit           NOT NULL,
    position      int           NOT NULL,
    status        tinyint       NOT NULL,
    retry_count   int           NOT NULL,
    started_at    datetime2(3)  NULL,
    ended_at      datetime2(3)  NULL,
    due_at        datetime2(3)  NULL,
    is_tolerated  bit           NOT NULL CONSTRAINT df_step_tolerated DEFAULT 0,
    done          bigint        NULL,
    total         bigint        NULL,
    codec         tinyint       NOT NULL CONSTRAINT df_step_codec DEFAULT 1,
    format        tinyint       NOT NULL CONSTRAINT df_step_format DEFAULT 1,
    child_run     nvarchar(100) NULL,
    group_node    nvarchar(400) NULL,
    error_type    nvarchar(400) NULL,
    error         nvarchar(max) NULL,
    markers       nvarchar(max) NULL,
    context       nvarchar(max) NULL,
    result_text   nvarchar(max) NULL,
    output        varbinary(max) NULL,
    inserted      binary(16)    NULL,
    round         int           NULL,
    last_event    bigint        NOT NULL CONSTRAINT df_step_event DEFAULT 0,
    is_archived   bit           NOT NULL CONSTRAINT df_step_archived DEFAULT 0,
    frame_event   bigint        NULL,
    frame         varbinary(max) NULL,
    CONSTRAINT pk_step PRIMARY KEY CLUSTERED (run_key, step_id)
);
GO
CREATE UNIQUE INDEX ux_step_id ON [$(schema)].step (step_id);
GO
CREATE UNIQUE INDEX ux_step_key ON [$(schema)].step (run_key, operation, attempt) INCLUDE (status);
GO
CREATE INDEX ix_step_round ON [$(schema)].step (run_key, round) WHERE round IS NOT NULL;
GO
CREATE INDEX ix_step_open ON [$(schema)].step (run_key, step_id) INCLUDE (status) WHERE status < 3;
GO

CREATE TABLE [$(schema)].gate
(
    step_id       bigint        NOT NULL CONSTRAINT pk_gate PRIMARY KEY,
    prompt        nvarchar(max) NULL,
    options       nvarchar(max) NULL,
    min_approvals int           NOT NULL,
    assignee      nvarchar(400) NULL,
    approved_at   datetime2(3)  NULL,
    decided_by    nvarchar(400) NULL,
    feedback      nvarchar(max) NULL,
    selections    nvarchar(max) NULL
);
GO

CREATE TABLE [$(schema)].vote
(
    step_id    bigint        NOT NULL,
    voter      nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    feedback   nvarchar(max) NULL,
    selections nvarchar(max) NULL,
    voted_at   datetime2(3)  NOT NULL,
    CONSTRAINT pk_vote PRIMARY KEY (step_id, voter)
);
GO

-- Items of fan-outs. run_id is the run that is to run it, null of an item inserted by name; waits counts the items on which it
-- depends and that have not completed.
CREATE TABLE [$(schema)].item
(
    item_key      bigint IDENTITY(1, 1) NOT NULL,
    step_id       bigint        NOT NULL,
    item_type     nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    item_id       nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    item_ref      nvarchar(400) NOT NULL,
    child_run     nvarchar(100) NULL,
    status        tinyint       NOT NULL,
    dispatched_at datetime2(3)  NULL,
    completed_at  datetime2(3)  NULL,
    context       nvarchar(max) NOT NULL,
    run_id        char(26) COLLATE Latin1_General_100_BIN2 NULL,
    waits         int           NOT NULL CONSTRAINT df_item_waits DEFAULT 0,
    error         nvarchar(max) NULL,
    codec         tinyint       NOT NULL CONSTRAINT df_item_codec DEFAULT 1,
    format        tinyint       NOT NULL CONSTRAINT df_item_format DEFAULT 1,
    json          varbinary(max) NULL,
    input         varbinary(max) NULL,
    CONSTRAINT pk_item PRIMARY KEY CLUSTERED (step_id, item_key)
);
GO
CREATE UNIQUE INDEX ux_item_key ON [$(schema)].item (item_key);
GO
CREATE UNIQUE INDEX ux_item_id ON [$(schema)].item (step_id, item_type, item_id);
GO
CREATE INDEX ix_item_ready ON [$(schema)].item (step_id, item_key) WHERE status = 0 AND waits = 0 AND run_id IS NOT NULL;
GO

CREATE TABLE [$(schema)].item_dependency
(
    needs    bigint NOT NULL,
    item_key bigint NOT NULL,
    CONSTRAINT pk_item_dependency PRIMARY KEY (needs, item_key)
);
GO
CREATE INDEX ix_item_dependency_item ON [$(schema)].item_dependency (item_key);
GO

-- A fan-out that the store hands out, beside its step row.
CREATE TABLE [$(schema)].fan_out
(
    step_id          bigint        NOT NULL CONSTRAINT pk_fan_out PRIMARY KEY,
    run_key          bigint        NOT NULL,
    max_parallel     int           NOT NULL,
    on_failure       tinyint       NOT NULL,
    workflow         nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    workflow_version int           NOT NULL,
    title            nvarchar(400) NOT NULL,
    item_node        nvarchar(400) NOT NULL,
    parent_node      nvarchar(600) NOT NULL,
    total            int           NOT NULL,
    running          int           NOT NULL CONSTRAINT df_fan_out_running DEFAULT 0,
    completed        int           NOT NULL CONSTRAINT df_fan_out_completed DEFAULT 0,
    failed           int           NOT NULL CONSTRAINT df_fan_out_failed DEFAULT 0,
    skipped          int           NOT NULL CONSTRAINT df_fan_out_skipped DEFAULT 0,
    is_collected     bit           NOT NULL CONSTRAINT df_fan_out_collected DEFAULT 0
);
GO
CREATE INDEX ix_fan_out_open ON [$(schema)].fan_out (run_key, step_id) WHERE is_collected = 0;
GO

CREATE TABLE [$(schema)].signal
(
    run_key  bigint        NOT NULL,
    number   bigint        NOT NULL,
    name     nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    key_text nvarchar(max) NULL,
    codec    tinyint       NOT NULL CONSTRAINT df_signal_codec DEFAULT 1,
    format   tinyint       NOT NULL CONSTRAINT df_signal_format DEFAULT 1,
    sent_at  datetime2(3)  NOT NULL,
    payload  varbinary(max) NOT NULL,
    CONSTRAINT pk_signal PRIMARY KEY (run_key, number)
);
GO
CREATE INDEX ix_signal_name ON [$(schema)].signal (run_key, name, number);
GO

-- Keys of all signals that ever came: a signal is deleted when the flow has taken it, its key is not. reply is what the flow has
-- answered to a request.
CREATE TABLE [$(schema)].signal_key
(
    run_key  bigint        NOT NULL,
    name     nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    key_hash binary(16)    NOT NULL,
    reply    varbinary(max) NULL,
    CONSTRAINT pk_signal_key PRIMARY KEY (run_key, name, key_hash)
);
GO

-- What happened to a run, numbered under the lock of its row. A due time stands in detail_at.
CREATE TABLE [$(schema)].event
(
    run_key     bigint        NOT NULL,
    number      bigint        NOT NULL,
    kind        varchar(30)   NOT NULL,
    node_id     nvarchar(600) NULL,
    path        varchar(100)  NULL,
    attempt     int           NOT NULL,
    detail      nvarchar(max) NULL,
    detail_at   datetime2(3)  NULL,
    happened_at datetime2(3)  NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (run_key, number)
);
GO

-- Who is to be given all events. Whoever writes an event looks here, so this is written only when a sink comes or goes.
CREATE TABLE [$(schema)].sink
(
    name          nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_sink PRIMARY KEY,
    registered_at datetime2(3)  NOT NULL
);
GO

-- How far each sink has come in event_feed, and who feeds it until when.
CREATE TABLE [$(schema)].sink_cursor
(
    name       nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_sink_cursor PRIMARY KEY,
    feed_no    bigint        NOT NULL,
    holder     nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    held_until datetime2(3)  NULL
);
GO

-- Events that were written while there are sinks and have no number in the feed yet, from the transactions that wrote them.
CREATE TABLE [$(schema)].event_line
(
    line_no     bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_event_line PRIMARY KEY,
    run_key     bigint NOT NULL,
    first_event bigint NOT NULL,
    last_event  bigint NOT NULL
);
GO
CREATE INDEX ix_event_line_run ON [$(schema)].event_line (run_key);
GO

-- Events in the order in which they became visible, until every sink has had them; see number_events_v1.
CREATE TABLE [$(schema)].event_feed
(
    feed_no     bigint NOT NULL CONSTRAINT pk_event_feed PRIMARY KEY,
    run_key     bigint NOT NULL,
    first_event bigint NOT NULL,
    last_event  bigint NOT NULL
);
GO
CREATE INDEX ix_event_feed_run ON [$(schema)].event_feed (run_key);
GO

-- One row: the last number of the feed, locked by whoever gives numbers.
CREATE TABLE [$(schema)].event_head
(
    head_id tinyint NOT NULL CONSTRAINT pk_event_head PRIMARY KEY,
    last_no bigint  NOT NULL
);
GO

INSERT INTO [$(schema)].event_head (head_id, last_no) VALUES (1, 0);
GO

-- Commands and their first answers: a code, and what its message tells.
-- Codes of answers: 1 a cancel stands already, 2 it is forced now, 3 the owner is asked to cancel, 4 cancelled, 5 cancelling; 6 a pause stands
-- already, 7 the owner is asked to pause, 8 suspended; 9 a pause is taken back, 10 resumed; 11 retried where it failed, 18 from its start, 19
-- from an operation; 12 the signal is stored, 13 its key was known; 14 tagged; 15 approved, 16 rejected, 17 voted; 20 no gate, 21 the item's
-- fan-out is over, 22 the gate's time is over, 23 the run has ended, 24 it cannot be paused, 25 it is not suspended, 26 it has not failed, 27
-- the gate does not wait, 28 who votes has voted, 29 the selections are not valid, 30 no run, 31 no step, 32 the run has compensated, 33 no
-- such operation, 34 it is in a branch, 35 its frame was not kept.
CREATE TABLE [$(schema)].audit
(
    run_key    bigint           NOT NULL,
    command_id uniqueidentifier NOT NULL,
    audit_no   bigint IDENTITY(1, 1) NOT NULL,
    verb       varchar(20)      NOT NULL,
    made_by    nvarchar(400)    NOT NULL,
    reason     nvarchar(max)    NULL,
    answer     tinyint          NOT NULL,
    argument   nvarchar(max)    NULL,
    number     int              NULL,
    happened_at datetime2(3)    NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (run_key, audit_no)
);
GO
CREATE UNIQUE INDEX ux_audit_command ON [$(schema)].audit (run_key, command_id);
GO

-- The tree that a purge deleted last, and of how many runs it was, so that a call whose reply was lost answers the same when it is repeated.
CREATE TABLE [$(schema)].purge_receipt
(
    purge_id  uniqueidentifier NOT NULL CONSTRAINT pk_purge_receipt PRIMARY KEY,
    root      char(26) COLLATE Latin1_General_100_BIN2 NOT NULL,
    runs      int              NOT NULL,
    purged_at datetime2(3)     NOT NULL
);
GO

-- The status tables: every change that is let through, as Transitions.cs has them. kind: 0 runs, 1 steps, 2 items.
CREATE TABLE [$(schema)].transition
(
    kind        tinyint NOT NULL,
    from_status tinyint NOT NULL,
    to_status   tinyint NOT NULL,
    CONSTRAINT pk_transition PRIMARY KEY (kind, from_status, to_status)
);
GO

INSERT INTO [$(schema)].transition (kind, from_status, to_status) VALUES
    (0, 0, 0), (0, 0, 1), (0, 0, 5), (0, 0, 6), (0, 0, 8),
    (0, 1, 1), (0, 1, 2), (0, 1, 3), (0, 1, 4), (0, 1, 6), (0, 1, 7), (0, 1, 8), (0, 1, 9),
    (0, 2, 2), (0, 2, 1), (0, 2, 6), (0, 2, 8), (0, 2, 9),
    (0, 7, 7), (0, 7, 1), (0, 7, 6), (0, 7, 8), (0, 7, 9),
    (0, 6, 6), (0, 6, 5), (0, 6, 8), (0, 6, 9),
    (0, 8, 0), (0, 8, 6),
    (0, 9, 0), (0, 9, 6),
    (0, 4, 0),
    (1, 0, 0), (1, 0, 1), (1, 0, 2), (1, 0, 5), (1, 0, 7),
    (1, 1, 0), (1, 1, 1), (1, 1, 2), (1, 1, 3), (1, 1, 4), (1, 1, 6), (1, 1, 7),
    (1, 2, 1), (1, 2, 2), (1, 2, 3), (1, 2, 4), (1, 2, 5), (1, 2, 6), (1, 2, 7),
    (2, 0, 1), (2, 0, 2), (2, 0, 3), (2, 0, 4),
    (2, 1, 1), (2, 1, 2), (2, 1, 3), (2, 1, 4);
GO
