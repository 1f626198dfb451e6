-- One owner's commit that goes on with its run and writes two step rows at most, in plain parameters: most of them. For workers.
-- It makes the common case alone; fence, sequence and all that must hold for it stand in the statement that changes the run's row. Where
-- something does not hold, nothing stays written and commit_row_v1 makes the commit in the general form, and answers. @steps is how many of
-- the two step rows, @s1_ and @s2_, there are. Answers as commit_runs_v1. Not inside a client's transaction.
-- Locks: run, then as write_step_v1 and note_steps_v1; else as commit_runs_v1.
CREATE PROCEDURE [$(schema)].commit_step_v1
    @run_id char(26), @generation bigint, @sequence bigint, @digest binary(16), @status tinyint, @seen_inbox bigint, @makes_progress bit, @is_finalizing bit,
    @finalizers_due datetime2(3), @shape nvarchar(200), @frame varbinary(max), @at_node nvarchar(400), @steps int,
    @s1_operation binary(16), @s1_attempt int, @s1_node_id nvarchar(400), @s1_path varchar(100), @s1_name nvarchar(400), @s1_role nvarchar(100),
    @s1_can_commit bit, @s1_position int, @s1_status tinyint, @s1_started_at datetime2(3), @s1_ended_at datetime2(3), @s1_due_at datetime2(3),
    @s1_is_tolerated bit, @s1_child_run nvarchar(100), @s1_group_node nvarchar(400), @s1_error_type nvarchar(400), @s1_error nvarchar(max),
    @s1_markers nvarchar(max), @s1_context nvarchar(max), @s1_output varbinary(max), @s1_done bigint, @s1_total bigint, @s1_round int, @s1_keeps_frame bit,
    @s2_operation binary(16), @s2_attempt int, @s2_node_id nvarchar(400), @s2_path varchar(100), @s2_name nvarchar(400), @s2_role nvarchar(100),
    @s2_can_commit bit, @s2_position int, @s2_status tinyint, @s2_started_at datetime2(3), @s2_ended_at datetime2(3), @s2_due_at datetime2(3),
    @s2_is_tolerated bit, @s2_child_run nvarchar(100), @s2_group_node nvarchar(400), @s2_error_type nvarchar(400), @s2_error nvarchar(max),
    @s2_markers nvarchar(max), @s2_context nvarchar(max), @s2_output varbinary(max), @s2_done bigint, @s2_total bigint, @s2_round int, @s2_keeps_frame bit
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @requests tinyint, @inbox bigint, @events bigint, @last_position int, @last_step bigint, @inserted bigint,
            @is_refused bit = 1;
    BEGIN TRANSACTION;
    UPDATE [$(schema)].run WITH (ROWLOCK)
    SET sequence = sequence + 1, digest = @digest, seen_inbox = CASE WHEN @seen_inbox > seen_inbox THEN @seen_inbox ELSE seen_inbox END,
        finalizers_due = @finalizers_due, claims = CASE WHEN @makes_progress = 1 THEN 0 ELSE claims END, at_node = @at_node, blocked_on = NULL,
        tried_shapes = CASE WHEN @frame IS NULL THEN tried_shapes END, shape = CASE WHEN @frame IS NULL THEN shape ELSE @shape END,
        frame = ISNULL(@frame, frame)
    WHERE run_id = @run_id AND generation = @generation AND sequence = @sequence AND owner IS NOT NULL AND status = @status AND status IN (1, 6)
      AND is_finalizing = @is_finalizing AND due_at IS NULL AND has_limits = 0;
    IF @@ROWCOUNT = 1
    BEGIN
        SET @is_refused = 0;
        SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
        SELECT @run_key = run_key, @requests = requests, @inbox = inbox, @events = events, @last_position = last_position, @last_step = last_step
        FROM [$(schema)].run
        WHERE run_id = @run_id;
        IF @steps > 0
            EXEC [$(schema)].write_step_v1
                @run_key, @now, @frame, @s1_operation, @s1_attempt, @s1_node_id, @s1_path, @s1_name, @s1_role, @s1_can_commit, @s1_position, @s1_status,
                @s1_started_at, @s1_ended_at, @s1_due_at, @s1_is_tolerated, @s1_child_run, @s1_group_node, @s1_error_type, @s1_error, @s1_markers,
                @s1_context, @s1_output, @s1_done, @s1_total, @s1_round, @s1_keeps_frame, @events OUTPUT, @last_position OUTPUT, @last_step OUTPUT,
                @inserted OUTPUT, @is_refused OUTPUT;
        IF @steps > 1 AND @is_refused = 0
            EXEC [$(schema)].write_step_v1
                @run_key, @now, @frame, @s2_operation, @s2_attempt, @s2_node_id, @s2_path, @s2_name, @s2_role, @s2_can_commit, @s2_position, @s2_status,
                @s2_started_at, @s2_ended_at, @s2_due_at, @s2_is_tolerated, @s2_child_run, @s2_group_node, @s2_error_type, @s2_error, @s2_markers,
                @s2_context, @s2_output, @s2_done, @s2_total, @s2_round, @s2_keeps_frame, @events OUTPUT, @last_position OUTPUT, @last_step OUTPUT,
                @inserted OUTPUT, @is_refused OUTPUT;
        IF @steps > 0 AND @is_refused = 0
            EXEC [$(schema)].note_steps_v1 @run_key, @events, @last_position, @last_step;
    END;
    IF @is_refused = 1
    BEGIN
        ROLLBACK TRANSACTION;
        EXEC [$(schema)].commit_row_v1
            @run_id, @generation, @sequence, @digest, @status, @seen_inbox, @makes_progress, @is_finalizing, @finalizers_due, @shape, @frame, @at_node,
            @steps, @s1_operation, @s1_attempt, @s1_node_id, @s1_path, @s1_name, @s1_role, @s1_can_commit, @s1_position, @s1_status, @s1_started_at,
            @s1_ended_at, @s1_due_at, @s1_is_tolerated, @s1_child_run, @s1_group_node, @s1_error_type, @s1_error, @s1_markers, @s1_context, @s1_output,
            @s1_done, @s1_total, @s1_round, @s1_keeps_frame, @s2_operation, @s2_attempt, @s2_node_id, @s2_path, @s2_name, @s2_role, @s2_can_commit,
            @s2_position, @s2_status, @s2_started_at, @s2_ended_at, @s2_due_at, @s2_is_tolerated, @s2_child_run, @s2_group_node, @s2_error_type, @s2_error,
            @s2_markers, @s2_context, @s2_output, @s2_done, @s2_total, @s2_round, @s2_keeps_frame;
        RETURN;
    END;
    COMMIT TRANSACTION;
    SELECT 0 AS commit_no, CAST(0 AS tinyint) AS outcome, @requests AS requests, @sequence + 1 AS sequence, @inbox AS inbox, CAST(0 AS tinyint) AS reason,
           CAST(NULL AS nvarchar(max)) AS text, CAST(NULL AS nvarchar(400)) AS other, CAST(NULL AS int) AS from_status, CAST(NULL AS int) AS to_status,
           CAST(NULL AS int) AS limited_by, CAST(NULL AS bigint) AS retry_at;
END;
GO
