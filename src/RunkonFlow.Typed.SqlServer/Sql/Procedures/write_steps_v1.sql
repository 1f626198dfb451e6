-- The step rows of a commit, in their order, with the gates of those that are new. Internal.
-- Locks: run (held), then as write_step_v1, gate, event_line.
CREATE PROCEDURE [$(schema)].write_steps_v1
    @run_key bigint, @commit_no int, @commits [$(schema)].commit_rows_v1 READONLY, @steps [$(schema)].step_rows_v1 READONLY, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @place int, @operation binary(16), @attempt int, @node_id nvarchar(400), @path varchar(100), @name nvarchar(400), @role nvarchar(100), @can_commit bit,
            @position int, @status tinyint, @started_at datetime2(3), @ended_at datetime2(3), @due_at datetime2(3), @is_tolerated bit, @child_run nvarchar(100),
            @group_node nvarchar(400), @error_type nvarchar(400), @error nvarchar(max), @markers nvarchar(max), @context nvarchar(max), @output varbinary(max),
            @done bigint, @total bigint, @round int, @keeps_frame bit, @is_gate bit;
    DECLARE @frame varbinary(max), @events bigint, @last_position int, @last_step bigint, @inserted bigint, @is_refused bit;
    SELECT @frame = c.frame FROM @commits AS c WHERE c.commit_no = @commit_no;
    SELECT @events = events, @last_position = last_position, @last_step = last_step FROM [$(schema)].run WHERE run_key = @run_key;
    SELECT @place = MIN(s.place) FROM @steps AS s WHERE s.commit_no = @commit_no;
    WHILE @place IS NOT NULL
    BEGIN
        SELECT @operation = s.operation, @attempt = s.attempt, @node_id = s.node_id, @path = s.path, @name = s.name, @role = s.role, @can_commit = s.can_commit,
               @position = s.position, @status = s.status, @started_at = s.started_at, @ended_at = s.ended_at, @due_at = s.due_at,
               @is_tolerated = s.is_tolerated, @child_run = s.child_run, @group_node = s.group_node, @error_type = s.error_type, @error = s.error,
               @markers = s.markers, @context = s.context, @output = s.output, @done = s.done, @total = s.total, @round = s.round,
               @keeps_frame = s.keeps_frame, @is_gate = s.is_gate
        FROM @steps AS s
        WHERE s.commit_no = @commit_no AND s.place = @place;
        EXEC [$(schema)].write_step_v1
            @run_key, @now, @frame, @operation, @attempt, @node_id, @path, @name, @role, @can_commit, @position, @status, @started_at, @ended_at, @due_at, @is_tolerated,
            @child_run, @group_node, @error_type, @error, @markers, @context, @output, @done, @total, @round, @keeps_frame,
            @events OUTPUT, @last_position OUTPUT, @last_step OUTPUT, @inserted OUTPUT, @is_refused OUTPUT;
        IF @is_gate = 1 AND @inserted IS NOT NULL
            INSERT INTO [$(schema)].gate (step_id, prompt, options, min_approvals, assignee, approved_at, decided_by, feedback, selections)
            SELECT @inserted, s.prompt, s.options, s.min_approvals, s.assignee, s.approved_at, s.decided_by, s.feedback, s.selections
            FROM @steps AS s
            WHERE s.commit_no = @commit_no AND s.place = @place;
        SELECT @place = MIN(s.place) FROM @steps AS s WHERE s.commit_no = @commit_no AND s.place > @place;
    END;
    EXEC [$(schema)].note_steps_v1 @run_key, @events, @last_position, @last_step;
END;
GO
