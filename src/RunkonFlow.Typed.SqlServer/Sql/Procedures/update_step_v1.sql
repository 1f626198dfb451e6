-- Changes a step row by name. code: 0 changed, now or by the same call before, 1 it has this terminal status already, 2 no such step, 3 lease
-- lost, 4 no such transition. For hosts.
-- Locks: run, step, event, event_line.
CREATE PROCEDURE [$(schema)].update_step_v1
    @step_id bigint, @generation bigint, @status tinyint, @child_run nvarchar(100), @result_text nvarchar(max), @context nvarchar(max),
    @markers nvarchar(max), @retry_count int, @output varbinary(max), @error nvarchar(max), @call_id uniqueidentifier
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @run_id char(26), @code int = 0, @from tinyint, @name nvarchar(400), @node_id nvarchar(400), @path varchar(100),
            @attempt int, @due_at datetime2(3), @stands bigint, @owner nvarchar(200), @kind varchar(30), @call_before uniqueidentifier;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    SELECT @run_key = run_key FROM [$(schema)].step WHERE step_id = @step_id;
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @run_key;
    SELECT @run_id = run_id, @stands = generation, @owner = owner, @call_before = call_id FROM [$(schema)].run WHERE run_key = @run_key;
    SELECT @from = status, @name = name, @node_id = node_id, @path = path, @attempt = attempt, @due_at = CASE WHEN @status = 2 THEN due_at END
    FROM [$(schema)].step
    WHERE run_key = @run_key AND step_id = @step_id;
    SET @code = CASE
        WHEN @from IS NULL THEN 2
        WHEN @call_before = @call_id THEN -1
        WHEN @stands <> @generation OR @owner IS NULL THEN 3
        WHEN @from >= 3 AND @from = @status THEN 1
        WHEN NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 1 AND t.from_status = @from AND t.to_status = @status) THEN 4
        ELSE 0 END;
    IF @code = 0
    BEGIN
        SET @kind = CASE
            WHEN @from = @status OR @status = 0 THEN NULL
            WHEN @status = 1 THEN 'step-started'
            WHEN @status = 2 THEN CASE WHEN @attempt > 1 THEN 'step-retrying' ELSE 'step-waiting' END
            WHEN @status = 3 THEN 'step-completed'
            WHEN @status = 4 THEN 'step-failed'
            WHEN @status = 5 THEN 'step-skipped'
            WHEN @status = 6 THEN 'step-timed-out'
            ELSE 'step-cancelled' END;
        IF @status >= 3
            UPDATE [$(schema)].step
            SET status = @status, ended_at = @now, result_text = @result_text, context = @context, markers = @markers, output = @output, error = @error,
                child_run = ISNULL(@child_run, child_run), retry_count = ISNULL(@retry_count, retry_count)
            WHERE run_key = @run_key AND step_id = @step_id;
        ELSE IF @status = 0
            UPDATE [$(schema)].step SET status = 0 WHERE run_key = @run_key AND step_id = @step_id;
        ELSE
            UPDATE [$(schema)].step SET status = @status, started_at = @now, child_run = @child_run WHERE run_key = @run_key AND step_id = @step_id;
        IF @status < 3 SET @error = NULL;
        IF @kind IS NOT NULL EXEC [$(schema)].add_event_v1 @run_key, @kind, @now, @error, @due_at, @node_id, @path, @attempt;
        UPDATE [$(schema)].step
        SET last_event = (SELECT r.events FROM [$(schema)].run AS r WHERE r.run_key = @run_key)
        WHERE run_key = @run_key AND step_id = @step_id AND @kind IS NOT NULL AND (@status >= 3 OR (@status = 1 AND last_event = 0));
        UPDATE [$(schema)].run SET sequence = sequence + 1, digest = NULL, call_id = @call_id, call_sequence = sequence + 1 WHERE run_key = @run_key;
    END;
    COMMIT TRANSACTION;
    SELECT CASE WHEN @code = -1 THEN 0 ELSE @code END AS code, @run_id AS run_id, @name AS name, @from AS from_status;
END;
GO
