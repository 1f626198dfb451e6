-- Times are UTC in milliseconds since 1970. Texts of statuses are those of StatusTexts.
-- A commit of an owner touches as few pages as it can: the run's row, the row of the step that ended, the row of the step
-- that begins. So events of steps stand on the step's row, and the run's row knows its open steps.

CREATE TABLE schema_version
(
    version    INTEGER NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE worker
(
    token       TEXT    NOT NULL PRIMARY KEY,
    host        TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    lease_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What changes while a run executes. The frame comes last, so that a list of runs never reads it.
CREATE TABLE run
(
    key              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id               TEXT    NOT NULL CONSTRAINT run_id UNIQUE,
    status           TEXT    NOT NULL,
    generation       INTEGER NOT NULL DEFAULT 0,
    sequence         INTEGER NOT NULL DEFAULT 0,
    digest           BLOB,                        -- of the last commit; null after a named operation
    owner            TEXT,                        -- a worker's token, or a lease's
    lease_until      INTEGER,                     -- of a lease; a worker's stands on its own row
    due_at           INTEGER,                     -- when it is to be claimed; null for not by time
    requests         INTEGER NOT NULL DEFAULT 0,
    inbox            INTEGER NOT NULL DEFAULT 0,
    seen_inbox       INTEGER NOT NULL DEFAULT 0,
    events           INTEGER NOT NULL DEFAULT 0,  -- the number of the last event
    events_trimmed   INTEGER NOT NULL DEFAULT 0,  -- the number of the last event that was deleted
    claims           INTEGER NOT NULL DEFAULT 0,  -- without progress
    last_position    INTEGER NOT NULL DEFAULT 0,
    has_items        INTEGER NOT NULL DEFAULT 0,
    has_limits       INTEGER NOT NULL DEFAULT 0,  -- it holds permits, or stands in line for them
    is_finalizing    INTEGER NOT NULL DEFAULT 0,
    finalizers_due   INTEGER,
    suspend_reason   INTEGER NOT NULL DEFAULT 0,
    is_awaited       INTEGER NOT NULL DEFAULT 0,  -- its parent waits for its end, see run_detail.parent_node
    is_item          INTEGER NOT NULL DEFAULT 0,  -- it runs an item of a fan-out, see run_detail.item
    started_at       INTEGER,
    ended_at         INTEGER,
    at_node          TEXT,
    blocked_on       TEXT,
    namespace        TEXT    NOT NULL,
    queue            TEXT    NOT NULL,
    priority         INTEGER NOT NULL,
    workflow         TEXT    NOT NULL,
    workflow_version INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    shape            TEXT    NOT NULL DEFAULT '',
    tried_shapes     TEXT,                        -- shapes that the frame did not fit, one a line
    codec            INTEGER NOT NULL DEFAULT 1,  -- of the frame: 1 is JSON
    format           INTEGER NOT NULL DEFAULT 1,
    epoch            INTEGER NOT NULL DEFAULT 0,  -- how often it was retried from its start or an earlier operation
    retry_event      INTEGER,                     -- the number of its last event before its finalizers began
    open_steps       BLOB,                        -- see OpenSteps
    frame            BLOB,
    retry_frame      BLOB                         -- the frame before its finalizers began
) STRICT;

CREATE INDEX run_due ON run (namespace, queue, priority DESC, due_at, workflow, workflow_version)
    WHERE due_at IS NOT NULL AND owner IS NULL;
CREATE INDEX run_incompatible ON run (namespace, queue, workflow, workflow_version) WHERE status = 'incompatible';
CREATE INDEX run_owner ON run (owner) WHERE owner IS NOT NULL;
CREATE INDEX run_lease ON run (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX run_active ON run (namespace, created_at, id) WHERE ended_at IS NULL AND is_item = 0;
CREATE INDEX run_created ON run (namespace, created_at, id);
CREATE INDEX run_ended ON run (ended_at) WHERE ended_at IS NOT NULL;

-- What is written when a run begins or ends.
CREATE TABLE run_detail
(
    run             INTEGER NOT NULL PRIMARY KEY REFERENCES run (key) ON DELETE CASCADE,
    title           TEXT    NOT NULL,
    parent_run_id   TEXT    NOT NULL,             -- a host's own parent
    parent          TEXT,
    root            TEXT    NOT NULL,
    parent_node     TEXT,
    item            INTEGER,                      -- the fan-out item that it runs
    item_node       TEXT    NOT NULL DEFAULT '',
    depth           INTEGER NOT NULL,
    dry_run         INTEGER NOT NULL,
    trigger         TEXT    NOT NULL,
    definition      TEXT,
    idempotency_key TEXT,
    traceparent     TEXT,
    codec           INTEGER NOT NULL DEFAULT 1,
    format          INTEGER NOT NULL DEFAULT 1,
    cancel_reason   TEXT,
    cancel_by       TEXT,
    cancel_at       INTEGER,
    summary         TEXT,
    error           TEXT,
    finalizer_error TEXT,
    failure         BLOB,
    output          BLOB,
    input           BLOB
) STRICT;

CREATE INDEX run_detail_parent ON run_detail (parent) WHERE parent IS NOT NULL;
CREATE INDEX run_detail_tree ON run_detail (root) WHERE parent IS NOT NULL;

-- Large values to which a frame refers, so that not every commit writes them again.
CREATE TABLE frame_value
(
    run    INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    id     INTEGER NOT NULL,
    codec  INTEGER NOT NULL DEFAULT 1,
    format INTEGER NOT NULL DEFAULT 1,
    json   BLOB    NOT NULL,
    PRIMARY KEY (run, id)
) STRICT, WITHOUT ROWID;

-- What long steps have saved on their way.
CREATE TABLE saved_progress
(
    run     INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    node_id TEXT    NOT NULL,
    path    TEXT    NOT NULL,
    codec   INTEGER NOT NULL DEFAULT 1,
    format  INTEGER NOT NULL DEFAULT 1,
    json    BLOB    NOT NULL,
    PRIMARY KEY (run, node_id, path)
) STRICT, WITHOUT ROWID;

-- Who holds the permits of a limit. The node is empty for a run as a whole.
CREATE TABLE permit
(
    namespace TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    run       INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    node_id   TEXT    NOT NULL,
    path      TEXT    NOT NULL,
    is_used   INTEGER NOT NULL,                   -- a commit has taken it; before, it is only the node's turn
    PRIMARY KEY (namespace, key, run, node_id, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX permit_run ON permit (run);

CREATE TABLE permit_line
(
    id        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    namespace TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    run       INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    node_id   TEXT    NOT NULL,
    path      TEXT    NOT NULL,
    max       INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX permit_line_run ON permit_line (run, key, node_id, path);
CREATE INDEX permit_line_key ON permit_line (namespace, key, id);

-- Token buckets, see RateBucket.
CREATE TABLE rate
(
    namespace TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    full_at   INTEGER NOT NULL,                   -- in microseconds
    PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_key
(
    namespace TEXT    NOT NULL,
    workflow  TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    run       INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    PRIMARY KEY (namespace, workflow, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_key_run ON run_key (run);

CREATE TABLE run_tag
(
    run INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    tag TEXT    NOT NULL,
    PRIMARY KEY (run, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_tag_tag ON run_tag (tag, run);

-- One attempt at a node. key_hash stands for (node_id, path, attempt), see StepKey.
CREATE TABLE step
(
    id          INTEGER NOT NULL PRIMARY KEY,
    run         INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    key_hash    INTEGER NOT NULL,
    node_id     TEXT    NOT NULL,
    path        TEXT    NOT NULL,
    attempt     INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    can_commit  INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    status      TEXT    NOT NULL,
    retry_count INTEGER NOT NULL,
    started_at  INTEGER,
    ended_at    INTEGER,
    due_at      INTEGER,
    tolerated   INTEGER NOT NULL DEFAULT 0,
    start_event INTEGER,                          -- the numbers and times of its first step-started and of its last event
    start_at    INTEGER,
    end_event   INTEGER,
    end_at      INTEGER,
    codec       INTEGER NOT NULL DEFAULT 1,
    format      INTEGER NOT NULL DEFAULT 1,
    child_run   TEXT,
    group_node  TEXT,                             -- the parallel or race whose branch it is
    round       INTEGER,                          -- of a loop that lives on
    done        INTEGER,                          -- of total units, as the step's body said last
    total       INTEGER,
    error_type  TEXT,
    error       TEXT,
    markers_out TEXT,
    context_out TEXT,
    result_text TEXT,
    output      TEXT,
    inserted    TEXT,                             -- what a host inserted by name, to compare a second insert with
    archived    INTEGER NOT NULL DEFAULT 0,       -- set aside by a retry; its key_hash is its id, negative, so that its key is free
    frame_event INTEGER,                          -- the number of the run's last event before the row was inserted
    frame       BLOB                              -- the run's frame then, where it is kept
) STRICT;

CREATE UNIQUE INDEX step_key ON step (run, key_hash);
-- What a woken run looks up; steps, which are most rows, do not pay for it.
CREATE INDEX step_operation ON step (run, node_id, path, attempt) WHERE role <> 'step';

-- What is trimmed together.
CREATE INDEX step_round ON step (run, round) WHERE round IS NOT NULL;

CREATE TABLE gate
(
    step          INTEGER NOT NULL PRIMARY KEY REFERENCES step (id) ON DELETE CASCADE,
    prompt        TEXT,
    options       TEXT,
    min_approvals INTEGER NOT NULL,
    assignee      TEXT,
    approved_at   INTEGER,
    decided_by    TEXT,
    feedback      TEXT,
    selections    TEXT
) STRICT;

CREATE TABLE vote
(
    step       INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    voter      TEXT    NOT NULL,
    feedback   TEXT,
    selections TEXT,
    at         INTEGER NOT NULL,
    PRIMARY KEY (step, voter)
) STRICT, WITHOUT ROWID;

CREATE TABLE item
(
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    step          INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    item_type     TEXT    NOT NULL,
    item_id       TEXT    NOT NULL,
    item_ref      TEXT    NOT NULL,
    child_run     TEXT,
    status        TEXT    NOT NULL,
    dispatched_at INTEGER,
    completed_at  INTEGER,
    context       TEXT    NOT NULL,
    run_id        TEXT,                             -- the run that is to run it; null of an item inserted by name
    waits         INTEGER NOT NULL DEFAULT 0,       -- items on which it depends and that have not completed
    error         TEXT,
    codec         INTEGER NOT NULL DEFAULT 1,
    format        INTEGER NOT NULL DEFAULT 1,
    json          BLOB,
    input         BLOB                              -- of its run; null for json
) STRICT;

CREATE UNIQUE INDEX item_key ON item (step, item_type, item_id);
CREATE INDEX item_ready ON item (step, id) WHERE status = 'pending' AND waits = 0 AND run_id IS NOT NULL;

CREATE TABLE item_dependency
(
    needs INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    item  INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    PRIMARY KEY (needs, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX item_dependency_item ON item_dependency (item);

-- A fan-out that the store hands out, beside its step row.
CREATE TABLE fan_out
(
    step             INTEGER NOT NULL PRIMARY KEY REFERENCES step (id) ON DELETE CASCADE,
    run              INTEGER NOT NULL,
    max_parallel     INTEGER NOT NULL,
    on_failure       INTEGER NOT NULL,
    workflow         TEXT    NOT NULL,
    workflow_version INTEGER NOT NULL,
    title            TEXT    NOT NULL,
    item_node        TEXT    NOT NULL,
    total            INTEGER NOT NULL,
    running          INTEGER NOT NULL DEFAULT 0,
    completed        INTEGER NOT NULL DEFAULT 0,
    failed           INTEGER NOT NULL DEFAULT 0,
    skipped          INTEGER NOT NULL DEFAULT 0,
    is_collected     INTEGER NOT NULL DEFAULT 0   -- its run was told that it is over
) STRICT;

CREATE INDEX fan_out_open ON fan_out (run, step) WHERE is_collected = 0;

CREATE TABLE signal
(
    run     INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    key     TEXT,
    codec   INTEGER NOT NULL DEFAULT 1,
    format  INTEGER NOT NULL DEFAULT 1,
    at      INTEGER NOT NULL,
    payload BLOB    NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX signal_name ON signal (run, name, number);

-- Keys of all signals that ever came: a signal is deleted when the flow has taken it, its key is not.
CREATE TABLE signal_key
(
    run   INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    name  TEXT    NOT NULL,
    key   TEXT    NOT NULL,
    reply BLOB,                                    -- what the flow has answered to a request
    PRIMARY KEY (run, name, key)
) STRICT, WITHOUT ROWID;

-- Events that do not stand on a step's row. The first event of a run, run-created, is its row itself.
CREATE TABLE event
(
    run     INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    node_id TEXT,
    path    TEXT,
    attempt INTEGER NOT NULL,
    detail  TEXT,
    at      INTEGER NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

-- Who is to be given all events, and how far each has come.
CREATE TABLE sink
(
    name       TEXT    NOT NULL PRIMARY KEY,
    cursor     INTEGER NOT NULL,
    holder     TEXT,
    held_until INTEGER
) STRICT, WITHOUT ROWID;

-- Events in the order in which they were committed, while there are sinks: the store has one writer, so its numbers are it.
CREATE TABLE feed
(
    id    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    run   INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL
) STRICT;

CREATE INDEX feed_run ON feed (run);

CREATE TRIGGER feed_run_created AFTER INSERT ON run WHEN NEW.events > 0 AND EXISTS (SELECT 1 FROM sink)
BEGIN
    INSERT INTO feed (run, first, last) VALUES (NEW.key, 1, NEW.events);
END;

CREATE TRIGGER feed_run_changed AFTER UPDATE OF events ON run WHEN NEW.events > OLD.events AND EXISTS (SELECT 1 FROM sink)
BEGIN
    INSERT INTO feed (run, first, last) VALUES (NEW.key, OLD.events + 1, NEW.events);
END;

CREATE TABLE audit
(
    id         INTEGER NOT NULL PRIMARY KEY,
    run        INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    command_id BLOB    NOT NULL,
    verb       TEXT    NOT NULL,
    by         TEXT    NOT NULL,
    reason     TEXT,
    outcome    INTEGER NOT NULL,
    message    TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX audit_command ON audit (run, command_id);
