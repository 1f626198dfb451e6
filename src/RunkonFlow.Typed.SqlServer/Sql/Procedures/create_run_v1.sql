-- Creates a run, pending, or answers with the one that has its id or key. First result: 0 created, 1 existed, 2 no such parent, 3 too many
-- parents; then the run and its tags as get_run_v1. For clients. Safe to repeat. @apostrophe as in
-- commit_escaped_v1, null when no tag holds one.
-- Locks: run, run_detail, idempotency_key, run_tag, event_line; all new rows.
CREATE PROCEDURE [$(schema)].create_run_v1
    @run_id char(26), @workflow nvarchar(200), @workflow_version int, @title nvarchar(400), @parent_run_id nvarchar(400), @parent char(26),
    @parent_node nvarchar(600), @dry_run bit, @started_by nvarchar(400), @definition nvarchar(max), @key_text nvarchar(400), @key_hash binary(16),
    @input varbinary(max), @namespace nvarchar(200), @queue nvarchar(200), @priority int, @traceparent nvarchar(200), @due_at datetime2(3),
    @apostrophe nchar(1), @tags [$(schema)].text_rows_v1 READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @code int = 0, @root char(26) = @run_id, @depth int = 0;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    SELECT @run_key = run_key FROM [$(schema)].run WHERE run_id = @run_id;
    IF @run_key IS NULL AND @key_hash IS NOT NULL
    BEGIN
        SELECT @run_key = run_key FROM [$(schema)].idempotency_key WHERE namespace = @namespace AND workflow = @workflow AND key_hash = @key_hash;
        IF @run_key IS NOT NULL SELECT @run_id = run_id FROM [$(schema)].run WHERE run_key = @run_key;
    END;
    IF @run_key IS NOT NULL SET @code = 1;
    ELSE IF @parent IS NOT NULL
    BEGIN
        SET @root = NULL;
        SELECT @root = d.root, @depth = d.depth + 1
        FROM [$(schema)].run AS r
        JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
        WHERE r.run_id = @parent;
        IF @root IS NULL SET @code = 2;
        ELSE IF @depth > 32 SET @code = 3;
    END;
    IF @code = 0
    BEGIN
        INSERT INTO [$(schema)].run
            (run_id, status, events, due_at, namespace, queue, priority, workflow, workflow_version, created_at, is_awaited)
        VALUES (@run_id, 0, 1, ISNULL(@due_at, @now), @namespace, @queue, @priority, @workflow, @workflow_version, @now,
                CASE WHEN @parent IS NOT NULL AND @parent_node IS NOT NULL THEN 1 ELSE 0 END);
        SET @run_key = SCOPE_IDENTITY();
        INSERT INTO [$(schema)].run_detail
            (run_key, title, parent_run_id, parent, root, parent_node, depth, dry_run, started_by, definition, key_text, traceparent, input)
        VALUES (@run_key, @title, @parent_run_id, @parent, @root, @parent_node, @depth, @dry_run, @started_by, @definition, @key_text, @traceparent, @input);
        IF @key_hash IS NOT NULL
            INSERT INTO [$(schema)].idempotency_key (namespace, workflow, key_hash, run_key) VALUES (@namespace, @workflow, @key_hash, @run_key);
        INSERT INTO [$(schema)].run_tag (run_key, tag) SELECT DISTINCT @run_key, ISNULL(REPLACE(t.text COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), t.text) FROM @tags AS t;
        IF EXISTS (SELECT 1 FROM [$(schema)].sink)
            INSERT INTO [$(schema)].event_line (run_key, first_event, last_event) VALUES (@run_key, 1, 1);
    END;
    COMMIT TRANSACTION;
    SELECT @code AS code;
    IF @code < 2 EXEC [$(schema)].get_run_v1 @run_id;
END;
GO
