-- Hands due runs that nobody owns to a worker, highest priority first, then longest due. For workers.
-- Answers with everything that is needed to go on: the store's now and, when fewer runs than @most were handed out, the next due time; then
-- the runs, their large values, their saved progress and their open step rows, a result each; none of these when no run was handed out.
-- A claim whose reply was lost is repeated with its @claim_id: it answers with the runs that it got. A run claimed @poison_limit times
-- without progress is suspended instead. An incompatible run of a workflow that the worker has is made due once for each shape.
-- @apostrophe as in commit_escaped_v1, null when no text of the tables holds one.
-- Locks: worker (shared), then run by run, skipping those that others hold, each as set_status_v1.
CREATE PROCEDURE [$(schema)].claim_runs_v1
    @worker nvarchar(200), @claim_id uniqueidentifier, @namespace nvarchar(200), @most int, @poison_limit int,
    @apostrophe nchar(1), @queues [$(schema)].text_rows_v1 READONLY, @workflows [$(schema)].workflow_rows_v1 READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @alive int, @run_key bigint, @place int, @count int = 0, @found int, @round int = 0, @status tinyint, @shape nvarchar(200),
            @next_due datetime2(3);
    DECLARE @claimed TABLE (place int IDENTITY(1, 1) NOT NULL PRIMARY KEY, run_key bigint NOT NULL);
    DECLARE @due TABLE (place int IDENTITY(1, 1) NOT NULL PRIMARY KEY, run_key bigint NOT NULL);
    DECLARE @untried TABLE (place int IDENTITY(1, 1) NOT NULL PRIMARY KEY, run_key bigint NOT NULL, shape nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL);
    DECLARE @plain_queues [$(schema)].text_rows_v1, @plain_workflows [$(schema)].workflow_rows_v1;
    INSERT INTO @plain_queues (commit_no, place, text)
    SELECT q.commit_no, q.place, ISNULL(REPLACE(q.text COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), q.text) FROM @queues AS q;
    INSERT INTO @plain_workflows (workflow, workflow_version, shape)
    SELECT ISNULL(REPLACE(w.workflow COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), w.workflow), w.workflow_version,
           ISNULL(REPLACE(w.shape COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), w.shape)
    FROM @workflows AS w;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    SELECT @alive = 1 FROM [$(schema)].worker WITH (HOLDLOCK, ROWLOCK) WHERE token = @worker AND lease_until > @now;
    INSERT INTO @claimed (run_key) SELECT run_key FROM [$(schema)].run WHERE owner = @worker AND claim_id = @claim_id AND lease_until IS NULL;
    SET @count = @@ROWCOUNT;
    IF @count > 0 SET @alive = NULL;

    IF @alive = 1
    BEGIN
        INSERT INTO @untried (run_key, shape)
        SELECT r.run_key, w.shape
        FROM [$(schema)].run AS r
        JOIN @plain_workflows AS w ON w.workflow = r.workflow AND w.workflow_version = r.workflow_version
        WHERE r.namespace = @namespace AND r.status = 9 AND r.queue IN (SELECT q.text FROM @plain_queues AS q)
          AND CHARINDEX(NCHAR(10) + w.shape + NCHAR(10), NCHAR(10) + ISNULL(r.tried_shapes, N'') + NCHAR(10)) = 0;
        SELECT @place = MIN(place) FROM @untried;
        WHILE @place IS NOT NULL
        BEGIN
            SELECT @run_key = run_key, @shape = shape FROM @untried WHERE place = @place;
            UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK)
            SET tried_shapes = CASE WHEN tried_shapes IS NULL THEN @shape ELSE tried_shapes + NCHAR(10) + @shape END
            WHERE run_key = @run_key AND status = 9 AND owner IS NULL;
            IF @@ROWCOUNT = 1 EXEC [$(schema)].set_status_v1 @run_key, 0, @now, @now, 0, NULL;
            SELECT @place = MIN(place) FROM @untried WHERE place > @place;
        END;
    END;

    WHILE @alive = 1 AND @count < @most AND @round < 10
    BEGIN
        SET @round = @round + 1;
        DELETE FROM @due;
        INSERT INTO @due (run_key)
        SELECT TOP (@most - @count) r.run_key
        FROM [$(schema)].run AS r WITH (READPAST, UPDLOCK, ROWLOCK)
        WHERE r.namespace = @namespace AND r.due_at IS NOT NULL AND r.owner IS NULL AND r.due_at <= @now
          AND r.queue IN (SELECT q.text FROM @plain_queues AS q)
          AND EXISTS (SELECT 1 FROM @plain_workflows AS w WHERE w.workflow = r.workflow AND w.workflow_version = r.workflow_version)
        ORDER BY r.priority DESC, r.due_at, r.run_id;
        SET @found = @@ROWCOUNT;
        IF @found = 0 BREAK;
        SELECT @place = MIN(place) FROM @due;
        WHILE @place IS NOT NULL
        BEGIN
            SELECT @run_key = run_key FROM @due WHERE place = @place;
            UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK)
            SET generation = generation + 1, claims = claims + 1, digest = NULL, blocked_on = NULL, owner = @worker, lease_until = NULL, claim_id = @claim_id
            WHERE run_key = @run_key AND owner IS NULL AND due_at <= @now AND claims < @poison_limit;
            IF @@ROWCOUNT = 1
            BEGIN
                SELECT @status = CASE WHEN status = 6 THEN 6 ELSE 1 END FROM [$(schema)].run WHERE run_key = @run_key;
                EXEC [$(schema)].set_status_v1 @run_key, @status, NULL, @now, 0, NULL;
                INSERT INTO @claimed (run_key) VALUES (@run_key);
                SET @count = @count + 1;
            END;
            ELSE IF EXISTS (SELECT 1 FROM [$(schema)].run WHERE run_key = @run_key AND owner IS NULL AND due_at <= @now AND claims >= @poison_limit)
                EXEC [$(schema)].set_status_v1 @run_key, 8, NULL, @now, 2, NULL;
            SELECT @place = MIN(place) FROM @due WHERE place > @place;
        END;
    END;
    COMMIT TRANSACTION;

    IF @count < @most EXEC [$(schema)].find_next_due_v1 @namespace, @next_due OUTPUT;
    SELECT @now AS now, @next_due AS next_due;
    IF @count = 0 RETURN;
    SELECT r.run_id, r.workflow, r.workflow_version, r.generation, r.sequence, r.status, r.requests, d.cancel_reason, d.cancel_by, d.cancel_at,
           r.is_finalizing, r.finalizers_due, d.dry_run, d.item_node, CASE WHEN r.is_finalizing = 1 THEN d.failure END AS failure, r.created_at,
           d.input, r.frame, r.shape, r.inbox, r.last_position, @now AS now, d.traceparent, r.epoch,
           CAST(CASE WHEN d.parent IS NULL THEN 1 ELSE 0 END AS bit) AS is_root
    FROM @claimed AS c
    JOIN [$(schema)].run AS r ON r.run_key = c.run_key
    JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
    WHERE r.owner = @worker AND r.claim_id = @claim_id
    ORDER BY c.place;
    SELECT r.run_id, v.value_id, v.json
    FROM @claimed AS c
    JOIN [$(schema)].run AS r ON r.run_key = c.run_key
    JOIN [$(schema)].frame_value AS v ON v.run_key = c.run_key
    ORDER BY c.place, v.value_id;
    SELECT r.run_id, p.node_id, p.path, p.json
    FROM @claimed AS c
    JOIN [$(schema)].run AS r ON r.run_key = c.run_key
    JOIN [$(schema)].saved_progress AS p ON p.run_key = c.run_key;
    SELECT r.run_id, s.node_id, s.path, s.attempt, s.position, s.status, s.due_at, s.error_type
    FROM @claimed AS c
    JOIN [$(schema)].run AS r ON r.run_key = c.run_key
    JOIN [$(schema)].step AS s ON s.run_key = c.run_key AND s.status < 3
    UNION ALL
    SELECT r.run_id, s.node_id, s.path, s.attempt, s.position, s.status, s.due_at, s.error_type
    FROM @claimed AS c
    JOIN [$(schema)].run AS r ON r.run_key = c.run_key
    JOIN [$(schema)].step AS l ON l.run_key = r.run_key AND l.step_id = r.last_step
    JOIN [$(schema)].step AS s ON s.run_key = r.run_key AND s.operation = l.operation AND s.status >= 3;
END;
GO
