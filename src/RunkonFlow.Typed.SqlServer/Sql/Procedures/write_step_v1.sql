-- One step row as a commit leaves it, with its event: inserted when the key is new, else changed; a row that has ended stays. Internal.
-- @frame is the commit's, null when it leaves the stored one. @events, @last_position and @last_step are the run's and go on from there;
-- the caller stores them. @inserted is the new row's id, null of one that was there. @is_refused: the status table lacks the change, and
-- nothing was written.
-- Locks: run (held), step, event.
CREATE PROCEDURE [$(schema)].write_step_v1
    @run_key bigint, @now datetime2(3), @frame varbinary(max), @operation binary(16), @attempt int, @node_id nvarchar(400), @path varchar(100),
    @name nvarchar(400), @role nvarchar(100), @can_commit bit, @position int, @status tinyint, @started_at datetime2(3), @ended_at datetime2(3),
    @due_at datetime2(3), @is_tolerated bit, @child_run nvarchar(100), @group_node nvarchar(400), @error_type nvarchar(400), @error nvarchar(max),
    @markers nvarchar(max), @context nvarchar(max), @output varbinary(max), @done bigint, @total bigint, @round int, @keeps_frame bit,
    @events bigint OUTPUT, @last_position int OUTPUT, @last_step bigint OUTPUT, @inserted bigint OUTPUT, @is_refused bit OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @step_id bigint, @was tinyint, @kind varchar(30), @number bigint;
    SELECT @inserted = NULL, @is_refused = 0;
    SELECT @step_id = step_id, @was = status
    FROM [$(schema)].step
    WHERE run_key = @run_key AND operation = @operation AND attempt = @attempt;
    IF @was <> @status AND NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 1 AND t.from_status = @was AND t.to_status = @status)
    BEGIN
        SET @is_refused = 1;
        RETURN;
    END;

    SET @kind = CASE
        WHEN @was = @status OR @was >= 3 OR @status = 0 THEN NULL
        WHEN @status = 1 THEN 'step-started'
        WHEN @status = 2 THEN CASE WHEN @attempt > 1 THEN 'step-retrying' ELSE 'step-waiting' END
        WHEN @status = 3 THEN 'step-completed'
        WHEN @status = 4 THEN 'step-failed'
        WHEN @status = 5 THEN 'step-skipped'
        WHEN @status = 6 THEN 'step-timed-out'
        ELSE 'step-cancelled' END;

    SET @number = CASE WHEN @kind IS NOT NULL THEN @events + 1 END;
    IF @step_id IS NULL
    BEGIN
        INSERT INTO [$(schema)].step
            (run_key, operation, attempt, node_id, path, name, role, can_commit, position, status, retry_count, started_at, ended_at, due_at,
             is_tolerated, child_run, group_node, error_type, error, markers, context, output, done, total,
             round, last_event, frame_event, frame)
        VALUES
            (@run_key, @operation, @attempt, @node_id, @path, @name, @role, @can_commit, @position, @status,
             CASE WHEN @attempt > 1 THEN @attempt - 1 ELSE 0 END,
             COALESCE(@started_at, CASE WHEN @status = 1 THEN @now END), COALESCE(@ended_at, CASE WHEN @status >= 3 THEN @now END), @due_at,
             @is_tolerated, @child_run, @group_node, @error_type, @error, @markers, @context, @output, @done, @total,
             @round, CASE WHEN @status = 1 OR @status >= 3 THEN @number ELSE 0 END, CASE WHEN @keeps_frame = 1 THEN @events END,
             CASE WHEN @keeps_frame = 1 THEN COALESCE(@frame, (SELECT r.frame FROM [$(schema)].run AS r WHERE r.run_key = @run_key)) END);
        SET @inserted = SCOPE_IDENTITY();
        IF @last_step IS NULL OR @position >= @last_position SET @last_step = @inserted;
        IF @position > @last_position SET @last_position = @position;
    END;
    ELSE IF @was < 3 AND @status >= 3
        UPDATE [$(schema)].step
        SET status = @status, started_at = COALESCE(@started_at, started_at), ended_at = COALESCE(@ended_at, @now),
            due_at = COALESCE(@due_at, due_at), is_tolerated = @is_tolerated, child_run = COALESCE(@child_run, child_run),
            error_type = @error_type, error = @error, markers = @markers, context = @context, output = @output,
            done = COALESCE(@done, done), total = COALESCE(@total, total), last_event = @number
        WHERE run_key = @run_key AND step_id = @step_id;
    ELSE IF @was < 3
        UPDATE [$(schema)].step
        SET status = @status, started_at = COALESCE(@started_at, started_at, CASE WHEN @status = 1 THEN @now END),
            ended_at = COALESCE(@ended_at, ended_at), due_at = @due_at, child_run = COALESCE(@child_run, child_run),
            done = COALESCE(@done, done), total = COALESCE(@total, total),
            last_event = CASE WHEN last_event = 0 AND @status = 1 THEN COALESCE(@number, 0) ELSE last_event END
        WHERE run_key = @run_key AND step_id = @step_id;

    IF @kind IS NULL RETURN;
    SET @events = @number;
    INSERT INTO [$(schema)].event (run_key, number, kind, node_id, path, attempt, detail, detail_at, happened_at)
    VALUES (@run_key, @number, @kind, @node_id, @path, @attempt, CASE WHEN @status >= 3 THEN @error END, CASE WHEN @status = 2 THEN @due_at END, @now);
END;
GO
