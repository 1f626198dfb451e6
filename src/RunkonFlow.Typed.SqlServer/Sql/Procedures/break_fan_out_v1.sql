-- Breaks a fan-out off: pending items are skipped, the runs of running ones asked to cancel. Internal.
-- Locks: the fan-out's run (held), item, fan_out, event, then the runs of running items in the items' order.
CREATE PROCEDURE [$(schema)].break_fan_out_v1
    @step_id bigint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    IF NOT EXISTS (SELECT 1 FROM [$(schema)].fan_out WHERE step_id = @step_id AND completed + failed + skipped < total) RETURN;
    EXEC [$(schema)].skip_items_v1 @step_id, NULL, N'Not begun: the fan-out was broken off.', @now;
    EXEC [$(schema)].collect_fan_out_v1 @step_id, @now;

    DECLARE @running TABLE (item_key bigint NOT NULL PRIMARY KEY, run_key bigint NOT NULL);
    DECLARE @item_key bigint, @run_key bigint, @parent nvarchar(26), @answer tinyint, @number int;
    SELECT @parent = r.run_id
    FROM [$(schema)].fan_out AS f
    JOIN [$(schema)].run AS r ON r.run_key = f.run_key
    WHERE f.step_id = @step_id;
    INSERT INTO @running (item_key, run_key)
    SELECT i.item_key, c.run_key
    FROM [$(schema)].item AS i
    JOIN [$(schema)].run AS c ON c.run_id = i.run_id
    WHERE i.step_id = @step_id AND i.status = 1;
    SELECT @item_key = MIN(item_key) FROM @running;
    WHILE @item_key IS NOT NULL
    BEGIN
        SELECT @run_key = run_key FROM @running WHERE item_key = @item_key;
        EXEC [$(schema)].cancel_run_v1 @run_key, N'ParentCancelled', @parent, 0, @now, @answer OUTPUT, @number OUTPUT;
        SELECT @item_key = MIN(item_key) FROM @running WHERE item_key > @item_key;
    END;
END;
GO
