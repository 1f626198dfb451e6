-- Breaks a fan-out off: pending items are skipped, the runs of running ones asked to cancel. Internal.
-- Locks: the fan-out's run (held), then as skip_items_v1 and collect_fan_out_v1, then the runs of running items in order of the key, each as
-- cancel_run_v1.
CREATE PROCEDURE [$(schema)].break_fan_out_v1
    @step_id bigint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    IF NOT EXISTS (SELECT 1 FROM [$(schema)].fan_out WHERE step_id = @step_id AND completed + failed + skipped < total) RETURN;
    EXEC [$(schema)].skip_items_v1 @step_id, NULL, N'Not begun: the fan-out was broken off.', @now;
    EXEC [$(schema)].collect_fan_out_v1 @step_id, @now;

    DECLARE @running TABLE (run_key bigint NOT NULL PRIMARY KEY);
    DECLARE @run_key bigint, @parent nvarchar(26), @answer tinyint, @number int;
    SELECT @parent = r.run_id
    FROM [$(schema)].fan_out AS f
    JOIN [$(schema)].run AS r ON r.run_key = f.run_key
    WHERE f.step_id = @step_id;
    INSERT INTO @running (run_key)
    SELECT c.run_key
    FROM [$(schema)].item AS i
    JOIN [$(schema)].run AS c ON c.run_id = i.run_id
    WHERE i.step_id = @step_id AND i.status = 1;
    SELECT @run_key = MIN(run_key) FROM @running;
    WHILE @run_key IS NOT NULL
    BEGIN
        EXEC [$(schema)].cancel_run_v1 @run_key, N'ParentCancelled', @parent, 0, @now, @answer OUTPUT, @number OUTPUT;
        SELECT @run_key = MIN(run_key) FROM @running WHERE run_key > @run_key;
    END;
END;
GO
