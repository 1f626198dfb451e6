-- Creates child runs in their parent's commit; one that exists is passed over. Internal.
-- Locks: the parent's run (held), run, run_detail, idempotency_key and run_tag (new rows), event_line, event.
CREATE PROCEDURE [$(schema)].create_children_v1
    @run_key bigint, @commit_no int, @children [$(schema)].child_rows_v1 READONLY, @tags [$(schema)].text_rows_v1 READONLY, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @place int, @child_key bigint, @run_id char(26), @node_id nvarchar(600), @path varchar(100);
    SELECT @place = MIN(n.place) FROM @children AS n WHERE n.commit_no = @commit_no;
    WHILE @place IS NOT NULL
    BEGIN
        SELECT @run_id = n.run_id, @node_id = n.parent_node, @path = CASE WHEN n.parent_node IS NULL THEN NULL ELSE '' END
        FROM @children AS n
        WHERE n.commit_no = @commit_no AND n.place = @place;
        IF NOT EXISTS (SELECT 1 FROM [$(schema)].run WHERE run_id = @run_id)
        BEGIN
            INSERT INTO [$(schema)].run
                (run_id, status, events, due_at, namespace, queue, priority, workflow, workflow_version, created_at, is_awaited)
            SELECT n.run_id, 0, 1, ISNULL(n.due_at, @now), r.namespace, n.queue, n.priority, n.workflow, n.workflow_version, @now,
                   CASE WHEN n.parent_node IS NULL THEN 0 ELSE 1 END
            FROM @children AS n
            JOIN [$(schema)].run AS r ON r.run_key = @run_key
            WHERE n.commit_no = @commit_no AND n.place = @place;
            SET @child_key = SCOPE_IDENTITY();
            INSERT INTO [$(schema)].run_detail
                (run_key, title, parent_run_id, parent, root, parent_node, depth, dry_run, started_by, definition, key_text, traceparent, input,
                 item_key, item_node)
            SELECT @child_key, n.title, n.parent_run_id, r.run_id, d.root, n.parent_node, d.depth + 1,
                   CASE WHEN n.dry_run = 1 OR d.dry_run = 1 THEN 1 ELSE 0 END, n.started_by, n.definition, n.key_text, n.traceparent, n.input, NULL, N''
            FROM @children AS n
            JOIN [$(schema)].run AS r ON r.run_key = @run_key
            JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
            WHERE n.commit_no = @commit_no AND n.place = @place;
            INSERT INTO [$(schema)].idempotency_key (namespace, workflow, key_hash, run_key)
            SELECT r.namespace, n.workflow, n.key_hash, @child_key
            FROM @children AS n
            JOIN [$(schema)].run AS r ON r.run_key = @run_key
            WHERE n.commit_no = @commit_no AND n.place = @place AND n.key_hash IS NOT NULL;
            INSERT INTO [$(schema)].run_tag (run_key, tag)
            SELECT DISTINCT @child_key, t.text FROM @tags AS t WHERE t.commit_no = @commit_no AND t.place = @place;
            IF EXISTS (SELECT 1 FROM [$(schema)].sink)
                INSERT INTO [$(schema)].event_line (run_key, first_event, last_event) VALUES (@child_key, 1, 1);
            EXEC [$(schema)].add_event_v1 @run_key, 'child-started', @now, @run_id, NULL, @node_id, @path, 0;
        END;
        SELECT @place = MIN(n.place) FROM @children AS n WHERE n.commit_no = @commit_no AND n.place > @place;
    END;
END;
GO
