-- Sets a run's status with all that follows from it: requests, times, open work, permits, the event, and what its end does to
-- the run above it. The caller has locked the run's row. Internal.
-- Locks: run, then as close_open_work_v1 and release_permits_v1, event, event_line, then as end_item_v1, tell_parent_v1 or run_item_again_v1.
CREATE PROCEDURE [$(schema)].set_status_v1
    @run_key bigint, @to tinyint, @due_at datetime2(3), @now datetime2(3), @reason tinyint, @error nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @from tinyint, @requests int, @started_at datetime2(3), @has_items bit, @has_limits bit, @is_awaited bit, @is_item bit;
    SELECT @from = status, @requests = requests, @started_at = started_at, @has_items = has_items, @has_limits = has_limits,
           @is_awaited = is_awaited, @is_item = is_item
    FROM [$(schema)].run
    WHERE run_key = @run_key;

    -- A request is dropped when it is taken up, and stands again when a cancelling run is set aside.
    SET @requests = CASE
        WHEN @to = 6 THEN @requests & 254
        WHEN @to = 8 THEN (@requests & 253) | CASE WHEN @from = 6 THEN 1 ELSE 0 END
        WHEN @to = 9 THEN @requests | CASE WHEN @from = 6 THEN 1 ELSE 0 END
        WHEN @to IN (3, 4, 5) THEN 0
        ELSE @requests END;
    IF @to <> 8 SET @reason = 0;
    ELSE IF @reason = 0 SET @reason = 1;

    UPDATE [$(schema)].run
    SET status = @to, due_at = @due_at, suspend_reason = @reason, requests = @requests,
        started_at = CASE WHEN @to = 1 AND started_at IS NULL THEN @now ELSE started_at END
    WHERE run_key = @run_key;

    IF @to IN (3, 4, 5) EXEC [$(schema)].close_open_work_v1 @run_key, @to, @has_items, @now;
    IF @has_limits = 1 AND @to IN (3, 4, 5) EXEC [$(schema)].release_permits_v1 @run_key, NULL, 0, 0, @now;
    IF @has_limits = 1 AND @to IN (8, 9) EXEC [$(schema)].release_permits_v1 @run_key, NULL, 1, 0, @now;

    IF @from <> @to
    BEGIN
        DECLARE @kind varchar(30), @detail nvarchar(max), @detail_at datetime2(3);
        SET @kind = CASE @to
            WHEN 0 THEN 'run-resumed'
            WHEN 1 THEN CASE WHEN @started_at IS NULL THEN 'run-started' ELSE 'run-resumed' END
            WHEN 2 THEN 'run-waiting'
            WHEN 3 THEN 'run-completed'
            WHEN 4 THEN 'run-failed'
            WHEN 5 THEN 'run-cancelled'
            WHEN 6 THEN 'run-cancelling'
            WHEN 7 THEN 'run-interrupted'
            WHEN 8 THEN 'run-suspended'
            ELSE 'run-incompatible' END;
        IF @to = 4 SET @detail = @error;
        IF @to IN (5, 6) SELECT @detail = cancel_reason FROM [$(schema)].run_detail WHERE run_key = @run_key;
        IF @to = 8 SET @detail = CASE WHEN @reason = 2 THEN N'poison' ELSE N'paused' END;
        IF @to = 2 SET @detail_at = @due_at;
        EXEC [$(schema)].add_event_v1 @run_key, @kind, @now, @detail, @detail_at, NULL, NULL, 0;
    END;

    IF @to IN (3, 4, 5) AND @from NOT IN (3, 4, 5)
    BEGIN
        UPDATE [$(schema)].run SET ended_at = @now WHERE run_key = @run_key;
        IF @is_item = 1 EXEC [$(schema)].end_item_v1 @run_key, @to, @now;
        ELSE IF @is_awaited = 1 EXEC [$(schema)].tell_parent_v1 @run_key, @to, @now;
    END;
    ELSE IF @from IN (3, 4, 5) AND @to NOT IN (3, 4, 5)
    BEGIN
        UPDATE [$(schema)].run SET ended_at = NULL WHERE run_key = @run_key;
        IF @is_item = 1 EXEC [$(schema)].run_item_again_v1 @run_key, @now;
    END;
END;
GO
