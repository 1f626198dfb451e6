-- A request to cancel, whoever makes it. Internal. @answer is a code as in the table audit.
-- Locks: run, run_detail, event, event_line; of a run that never ran also as end_item_v1 or tell_parent_v1.
CREATE PROCEDURE [$(schema)].cancel_run_v1
    @run_key bigint, @reason nvarchar(max), @made_by nvarchar(400), @force bit, @now datetime2(3), @answer tinyint OUTPUT, @number int OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @status tinyint, @requests int, @owner nvarchar(200), @started_at datetime2(3), @is_item bit, @is_awaited bit, @detail nvarchar(max);
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @run_key;
    SELECT @status = status, @requests = requests, @owner = owner, @started_at = started_at, @is_item = is_item, @is_awaited = is_awaited
    FROM [$(schema)].run WHERE run_key = @run_key;
    IF @status IN (3, 4, 5)
    BEGIN
        SET @answer = 23;
        SET @number = @status;
        RETURN;
    END;
    IF @status = 6 OR ((@requests & 1) = 1 AND @owner IS NOT NULL)
    BEGIN
        SET @answer = 1;
        IF @force = 0 OR (@requests & 4) = 4 RETURN;
        UPDATE [$(schema)].run SET requests = requests | 4 WHERE run_key = @run_key;
        EXEC [$(schema)].wake_run_v1 @run_key, @now;
        SET @answer = 2;
        RETURN;
    END;

    UPDATE [$(schema)].run_detail
    SET cancel_reason = @reason, cancel_by = @made_by, cancel_at = @now
    WHERE run_key = @run_key AND cancel_reason IS NULL;
    IF @owner IS NOT NULL
    BEGIN
        UPDATE [$(schema)].run
        SET inbox = inbox + 1, requests = requests | CASE WHEN @force = 1 THEN 5 ELSE 1 END,
            due_at = CASE WHEN status = 2 THEN @now ELSE due_at END
        WHERE run_key = @run_key;
        SET @answer = 3;
        RETURN;
    END;
    IF @status = 0 AND @started_at IS NULL
    BEGIN
        -- It never ran, so nothing of it is open: its end is this much.
        UPDATE [$(schema)].run
        SET inbox = inbox + 1, status = 5, due_at = NULL, suspend_reason = 0, requests = 0
        WHERE run_key = @run_key;
        SELECT @detail = cancel_reason FROM [$(schema)].run_detail WHERE run_key = @run_key;
        EXEC [$(schema)].add_event_v1 @run_key, 'run-cancelled', @now, @detail, NULL, NULL, NULL, 0;
        UPDATE [$(schema)].run SET ended_at = @now WHERE run_key = @run_key;
        IF @is_item = 1 EXEC [$(schema)].end_item_v1 @run_key, 5, @now;
        ELSE IF @is_awaited = 1 EXEC [$(schema)].tell_parent_v1 @run_key, 5, @now;
        SET @answer = 4;
        RETURN;
    END;
    UPDATE [$(schema)].run
    SET inbox = inbox + 1, status = 6, due_at = @now, suspend_reason = 0, requests = (requests | CASE WHEN @force = 1 THEN 4 ELSE 0 END) & 254
    WHERE run_key = @run_key;
    SELECT @detail = cancel_reason FROM [$(schema)].run_detail WHERE run_key = @run_key;
    EXEC [$(schema)].add_event_v1 @run_key, 'run-cancelling', @now, @detail, NULL, NULL, NULL, 0;
    SET @answer = 5;
END;
GO
