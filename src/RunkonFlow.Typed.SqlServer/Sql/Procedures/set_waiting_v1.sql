-- Parks a run on a gate or signal row, by name. code: 0 done, now or by the same call before, 1 no such run, 2 lease lost, 3 no such step,
-- 4 the step cannot wait, 5 the run cannot. For hosts.
-- Locks: run, step, event, event_line, then as set_status_v1.
CREATE PROCEDURE [$(schema)].set_waiting_v1
    @run_id char(26), @generation bigint, @step_id bigint, @blocked_on nvarchar(400), @due_at datetime2(3), @call_id uniqueidentifier
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @code int, @from tinyint, @status tinyint, @name nvarchar(400), @node_id nvarchar(400), @path varchar(100), @attempt int,
            @kind varchar(30), @sequence bigint;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    EXEC [$(schema)].check_fence_v1 @run_id, @generation, @run_key OUTPUT, @code OUTPUT;
    SELECT @sequence = call_sequence, @code = -1 FROM [$(schema)].run WHERE run_key = @run_key AND call_id = @call_id;
    IF @code = 0
    BEGIN
        SELECT @status = status FROM [$(schema)].run WHERE run_key = @run_key;
        SELECT @from = status, @name = name, @node_id = node_id, @path = path, @attempt = attempt
        FROM [$(schema)].step
        WHERE step_id = @step_id AND run_key = @run_key;
        SET @code = CASE
            WHEN @from IS NULL THEN 3
            WHEN NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 1 AND t.from_status = @from AND t.to_status = 2) THEN 4
            WHEN NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 0 AND t.from_status = @status AND t.to_status = 2) THEN 5
            ELSE 0 END;
    END;
    IF @code = 0
    BEGIN
        UPDATE [$(schema)].step
        SET status = 2, due_at = @due_at, started_at = ISNULL(started_at, @now)
        WHERE run_key = @run_key AND step_id = @step_id;
        SET @kind = CASE WHEN @attempt > 1 THEN 'step-retrying' ELSE 'step-waiting' END;
        IF @from <> 2 EXEC [$(schema)].add_event_v1 @run_key, @kind, @now, NULL, @due_at, @node_id, @path, @attempt;
        EXEC [$(schema)].set_status_v1 @run_key, 2, @due_at, @now, 0, NULL;
        UPDATE [$(schema)].run SET blocked_on = @blocked_on, sequence = sequence + 1, digest = NULL, call_id = @call_id, call_sequence = sequence + 1
        WHERE run_key = @run_key;
        SELECT @sequence = sequence FROM [$(schema)].run WHERE run_key = @run_key;
    END;
    COMMIT TRANSACTION;
    SELECT CASE WHEN @code = -1 THEN 0 ELSE @code END AS code, @sequence AS sequence, @name AS name, @from AS step_status, @status AS run_status;
END;
GO
