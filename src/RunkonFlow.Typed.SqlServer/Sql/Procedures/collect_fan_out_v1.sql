-- Tells a run, once, that a fan-out of its is over. Internal.
-- Locks: run (held), fan_out, event, event_line.
CREATE PROCEDURE [$(schema)].collect_fan_out_v1
    @step_id bigint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @run_key bigint, @status tinyint, @ended_at datetime2(3), @node_id nvarchar(400), @path varchar(100), @attempt int, @detail nvarchar(200);
    SELECT @run_key = r.run_key, @status = r.status, @ended_at = r.ended_at, @node_id = s.node_id, @path = s.path, @attempt = s.attempt,
           @detail = CAST(f.completed AS nvarchar(12)) + N' completed, ' + CAST(f.failed AS nvarchar(12)) + N' failed, '
               + CAST(f.skipped AS nvarchar(12)) + N' skipped'
    FROM [$(schema)].fan_out AS f
    JOIN [$(schema)].run AS r ON r.run_key = f.run_key
    JOIN [$(schema)].step AS s ON s.step_id = f.step_id
    WHERE f.step_id = @step_id AND f.is_collected = 0 AND f.completed + f.failed + f.skipped = f.total;
    IF @run_key IS NULL RETURN;
    UPDATE [$(schema)].fan_out SET is_collected = 1 WHERE step_id = @step_id;
    IF @ended_at IS NULL EXEC [$(schema)].add_event_v1 @run_key, 'fan-out-collected', @now, @detail, NULL, @node_id, @path, @attempt;
    IF @status NOT IN (3, 4, 5) EXEC [$(schema)].wake_run_v1 @run_key, @now;
END;
GO
