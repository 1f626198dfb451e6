-- A failed run of an item is retried; its item runs again. Internal.
-- Locks: the fan-out's run (held by those who knew, see lock_reach_v1), item, event, event_line, fan_out.
CREATE PROCEDURE [$(schema)].run_item_again_v1
    @run_key bigint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @item_key bigint, @step_id bigint, @parent_key bigint;
    SELECT @item_key = i.item_key, @step_id = i.step_id, @parent_key = p.run_key
    FROM [$(schema)].run AS c
    JOIN [$(schema)].run_detail AS d ON d.run_key = c.run_key
    JOIN [$(schema)].run AS p ON p.run_id = d.parent
    JOIN [$(schema)].item AS i ON i.item_key = d.item_key
    WHERE c.run_key = @run_key AND i.child_run = c.run_id;
    IF @item_key IS NULL RETURN;
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @parent_key;
    UPDATE [$(schema)].item
    SET status = 1, dispatched_at = @now, completed_at = NULL, error = NULL
    WHERE step_id = @step_id AND item_key = @item_key;
    EXEC [$(schema)].add_item_event_v1 @parent_key, @step_id, @item_key, 'item-started', NULL, @now;
    UPDATE [$(schema)].fan_out SET failed = failed - 1, running = running + 1 WHERE step_id = @step_id;
END;
GO
