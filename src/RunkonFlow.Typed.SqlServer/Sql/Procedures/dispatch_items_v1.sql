-- Creates the runs of the next ready items of a fan-out, as many as may run, and tells its run when it is over. Internal.
-- Locks: the fan-out's run (held), run and run_detail (new rows), event, event_line, item, fan_out, then as skip_items_v1 and collect_fan_out_v1.
CREATE PROCEDURE [$(schema)].dispatch_items_v1
    @step_id bigint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @room int, @run_key bigint, @ended_at datetime2(3), @events bigint, @begun int;
    DECLARE @ready TABLE (item_key bigint NOT NULL PRIMARY KEY, run_id char(26) COLLATE Latin1_General_100_BIN2 NOT NULL);
    -- A run that is paused, or about to be, hands out no items.
    IF EXISTS (SELECT 1
               FROM [$(schema)].fan_out AS f
               JOIN [$(schema)].run AS r ON r.run_key = f.run_key
               WHERE f.step_id = @step_id AND (r.status = 8 OR (r.requests & 2) = 2))
    BEGIN
        EXEC [$(schema)].collect_fan_out_v1 @step_id, @now;
        RETURN;
    END;
    SELECT @room = CASE WHEN f.max_parallel = 0 THEN 2147483647 ELSE f.max_parallel - f.running END,
           @run_key = r.run_key, @ended_at = r.ended_at, @events = r.events
    FROM [$(schema)].fan_out AS f
    JOIN [$(schema)].run AS r ON r.run_key = f.run_key
    WHERE f.step_id = @step_id;

    IF @room > 0
        INSERT INTO @ready (item_key, run_id)
        SELECT TOP (@room) item_key, run_id
        FROM [$(schema)].item
        WHERE step_id = @step_id AND status = 0 AND waits = 0 AND run_id IS NOT NULL
        ORDER BY item_key;
    SELECT @begun = COUNT(*) FROM @ready;
    IF @begun > 0
    BEGIN
        INSERT INTO [$(schema)].run
            (run_id, status, events, due_at, namespace, queue, priority, workflow, workflow_version, created_at, is_awaited, is_item)
        SELECT x.run_id, 0, 1, @now, r.namespace, r.queue, r.priority, f.workflow, f.workflow_version, @now, 1, 1
        FROM @ready AS x
        JOIN [$(schema)].fan_out AS f ON f.step_id = @step_id
        JOIN [$(schema)].run AS r ON r.run_key = f.run_key
        ORDER BY x.item_key;

        INSERT INTO [$(schema)].run_detail
            (run_key, title, parent_run_id, parent, root, parent_node, item_key, item_node, depth, dry_run, started_by, traceparent, input)
        SELECT c.run_key, f.title, N'', r.run_id, d.root, f.parent_node, i.item_key, f.item_node, d.depth + 1, d.dry_run, N'', d.traceparent,
               ISNULL(i.input, i.json)
        FROM @ready AS x
        JOIN [$(schema)].run AS c ON c.run_id = x.run_id
        JOIN [$(schema)].item AS i ON i.step_id = @step_id AND i.item_key = x.item_key
        JOIN [$(schema)].fan_out AS f ON f.step_id = @step_id
        JOIN [$(schema)].run AS r ON r.run_key = f.run_key
        JOIN [$(schema)].run_detail AS d ON d.run_key = f.run_key;

        IF @ended_at IS NULL
        BEGIN
            INSERT INTO [$(schema)].event (run_key, number, kind, node_id, path, attempt, detail, detail_at, happened_at)
            SELECT @run_key, @events + ROW_NUMBER() OVER (ORDER BY i.item_key), 'item-started', s.node_id, s.path, s.attempt,
                   i.item_type + N'/' + i.item_id, NULL, @now
            FROM @ready AS x
            JOIN [$(schema)].item AS i ON i.step_id = @step_id AND i.item_key = x.item_key
            JOIN [$(schema)].step AS s ON s.step_id = i.step_id;
            UPDATE [$(schema)].run SET events = events + @begun WHERE run_key = @run_key;
        END;
        IF EXISTS (SELECT 1 FROM [$(schema)].sink)
        BEGIN
            INSERT INTO [$(schema)].event_line (run_key, first_event, last_event)
            SELECT c.run_key, 1, 1 FROM @ready AS x JOIN [$(schema)].run AS c ON c.run_id = x.run_id;
            IF @ended_at IS NULL
                INSERT INTO [$(schema)].event_line (run_key, first_event, last_event) VALUES (@run_key, @events + 1, @events + @begun);
        END;
        UPDATE [$(schema)].item
        SET status = 1, dispatched_at = @now, child_run = run_id
        WHERE step_id = @step_id AND item_key IN (SELECT x.item_key FROM @ready AS x);
        UPDATE [$(schema)].fan_out SET running = running + @begun WHERE step_id = @step_id;
    END;

    IF EXISTS (SELECT 1 FROM [$(schema)].fan_out WHERE step_id = @step_id AND running = 0 AND completed + failed + skipped < total)
        EXEC [$(schema)].skip_items_v1 @step_id, NULL, N'Not begun: it depends, directly or not, on itself.', @now;
    EXEC [$(schema)].collect_fan_out_v1 @step_id, @now;
END;
GO
