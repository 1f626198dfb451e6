-- Begins a fan-out: its items are stored at once, or taken from the attempt before, and the first ready ones begin. Internal.
-- Locks: the fan-out's run (held), item, item_dependency, fan_out, then as dispatch_items_v1.
CREATE PROCEDURE [$(schema)].begin_fan_out_v1
    @run_key bigint, @commit_no int, @place int, @fan_outs [$(schema)].fan_out_rows_v1 READONLY,
    @fan_out_items [$(schema)].fan_out_item_rows_v1 READONLY, @dependencies [$(schema)].dependency_rows_v1 READONLY, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @step_id bigint, @previous bigint, @previous_attempt int, @total int, @completed int;
    SELECT @step_id = s.step_id, @previous_attempt = f.previous_attempt
    FROM @fan_outs AS f
    JOIN [$(schema)].step AS s ON s.run_key = @run_key AND s.operation = f.operation AND s.attempt = f.attempt
    WHERE f.commit_no = @commit_no AND f.place = @place;
    UPDATE [$(schema)].run SET has_items = 1 WHERE run_key = @run_key;

    IF @previous_attempt = 0
    BEGIN
        INSERT INTO [$(schema)].item (step_id, item_type, item_id, item_ref, status, context, run_id, waits, json, input)
        SELECT @step_id, N'item', i.item_id, i.item_id, 0, N'{}', i.run_id, i.waits, i.json, i.input
        FROM @fan_out_items AS i
        WHERE i.commit_no = @commit_no AND i.fan_out = @place
        ORDER BY i.place;
        INSERT INTO [$(schema)].item_dependency (needs, item_key)
        SELECT n.item_key, m.item_key
        FROM @dependencies AS d
        JOIN @fan_out_items AS a ON a.commit_no = d.commit_no AND a.fan_out = d.fan_out AND a.place = d.needs
        JOIN @fan_out_items AS b ON b.commit_no = d.commit_no AND b.fan_out = d.fan_out AND b.place = d.place
        JOIN [$(schema)].item AS n ON n.step_id = @step_id AND n.item_type = N'item' AND n.item_id = a.item_id
        JOIN [$(schema)].item AS m ON m.step_id = @step_id AND m.item_type = N'item' AND m.item_id = b.item_id
        WHERE d.commit_no = @commit_no AND d.fan_out = @place;
    END;
    ELSE
    BEGIN
        SELECT @previous = s.step_id
        FROM @fan_outs AS f
        JOIN [$(schema)].step AS s ON s.run_key = @run_key AND s.operation = f.operation AND s.attempt = f.previous_attempt
        WHERE f.commit_no = @commit_no AND f.place = @place;
        UPDATE [$(schema)].item SET step_id = @step_id WHERE step_id = @previous;
        UPDATE m
        SET run_id = i.run_id
        FROM [$(schema)].item AS m
        JOIN @fan_out_items AS i ON i.previous_run_id = m.run_id
        WHERE m.step_id = @step_id AND m.status <> 2 AND i.commit_no = @commit_no AND i.fan_out = @place;
        UPDATE [$(schema)].item
        SET status = 0, child_run = NULL, dispatched_at = NULL, completed_at = NULL, error = NULL
        WHERE step_id = @step_id AND status <> 2;
        UPDATE m
        SET waits = (SELECT COUNT(*)
                     FROM [$(schema)].item_dependency AS d
                     JOIN [$(schema)].item AS n ON n.item_key = d.needs
                     WHERE d.item_key = m.item_key AND n.status <> 2)
        FROM [$(schema)].item AS m
        WHERE m.step_id = @step_id AND m.status <> 2;
        DELETE FROM [$(schema)].fan_out WHERE step_id = @previous;
    END;

    SELECT @total = COUNT(*), @completed = ISNULL(SUM(CASE WHEN status = 2 THEN 1 ELSE 0 END), 0) FROM [$(schema)].item WHERE step_id = @step_id;
    INSERT INTO [$(schema)].fan_out
        (step_id, run_key, max_parallel, on_failure, workflow, workflow_version, title, item_node, parent_node, total, completed)
    SELECT @step_id, @run_key, f.max_parallel, f.on_failure, f.workflow, f.workflow_version, f.title, f.item_node, f.parent_node, @total, @completed
    FROM @fan_outs AS f
    WHERE f.commit_no = @commit_no AND f.place = @place;
    EXEC [$(schema)].dispatch_items_v1 @step_id, @now;
END;
GO
