-- A run that runs a fan-out's item has ended: the item ends with it, what can never be ready is skipped, the next ready items begin. Internal.
-- Locks: the fan-out's run (held by those who knew, see commit_runs_v1 and lock_reach_v1), item, event, event_line, fan_out, then as skip_items_v1
-- and dispatch_items_v1.
CREATE PROCEDURE [$(schema)].end_item_v1
    @run_key bigint, @to tinyint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @item_key bigint, @step_id bigint, @parent_key bigint, @status tinyint, @on_failure tinyint, @error nvarchar(max), @item_id nvarchar(400);
    SELECT @item_key = i.item_key, @step_id = i.step_id, @parent_key = p.run_key, @item_id = i.item_id,
           @error = CASE @to WHEN 4 THEN d.error WHEN 5 THEN N'Cancelled: ' + ISNULL(d.cancel_reason, N'by an operator') + N'.' END
    FROM [$(schema)].run AS c
    JOIN [$(schema)].run_detail AS d ON d.run_key = c.run_key
    JOIN [$(schema)].run AS p ON p.run_id = d.parent
    JOIN [$(schema)].item AS i ON i.item_key = d.item_key
    WHERE c.run_key = @run_key AND i.child_run = c.run_id;
    IF @item_key IS NULL RETURN;
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @parent_key;
    SELECT @status = status FROM [$(schema)].item WHERE step_id = @step_id AND item_key = @item_key;
    IF @status <> 1 RETURN;

    SET @status = CASE @to WHEN 3 THEN 2 WHEN 4 THEN 3 ELSE 4 END;
    UPDATE [$(schema)].item
    SET status = @status, completed_at = @now, error = @error
    WHERE step_id = @step_id AND item_key = @item_key;
    EXEC [$(schema)].add_item_event_v1 @parent_key, @step_id, @item_key, 'item-ended', @status, @now;
    UPDATE [$(schema)].fan_out
    SET running = running - 1,
        completed = completed + CASE @status WHEN 2 THEN 1 ELSE 0 END,
        failed = failed + CASE @status WHEN 3 THEN 1 ELSE 0 END,
        skipped = skipped + CASE @status WHEN 4 THEN 1 ELSE 0 END
    WHERE step_id = @step_id;
    SELECT @on_failure = on_failure FROM [$(schema)].fan_out WHERE step_id = @step_id;

    IF @status = 2
        UPDATE [$(schema)].item
        SET waits = waits - 1
        WHERE step_id = @step_id AND item_key IN (SELECT d.item_key FROM [$(schema)].item_dependency AS d WHERE d.needs = @item_key);
    ELSE IF @status = 3 AND @on_failure = 0
        EXEC [$(schema)].skip_items_v1 @step_id, NULL, N'Not begun: another item had failed.', @now;
    ELSE
        EXEC [$(schema)].skip_items_v1 @step_id, @item_key, N'Not begun: an item on which it depends did not complete.', @now;
    EXEC [$(schema)].dispatch_items_v1 @step_id, @now;
END;
GO
