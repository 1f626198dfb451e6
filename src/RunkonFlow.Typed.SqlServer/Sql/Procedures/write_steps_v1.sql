-- Step rows as a commit leaves them: inserted when the key is new, else changed; a row that has ended stays. Internal.
-- Locks: run (held), step, gate, event, event_line.
CREATE PROCEDURE [$(schema)].write_steps_v1
    @run_key bigint, @commit_no int, @commits [$(schema)].commit_rows_v1 READONLY, @steps [$(schema)].step_rows_v1 READONLY, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @place int, @operation binary(16), @attempt int, @status tinyint, @position int, @is_gate bit, @step_id bigint, @was tinyint, @kind varchar(30);
    DECLARE @events bigint, @number bigint, @last_position int, @last_step bigint;
    SELECT @events = events, @last_position = last_position, @last_step = last_step FROM [$(schema)].run WHERE run_key = @run_key;
    SELECT @place = MIN(s.place) FROM @steps AS s WHERE s.commit_no = @commit_no;
    WHILE @place IS NOT NULL
    BEGIN
        SELECT @operation = s.operation, @attempt = s.attempt, @status = s.status, @position = s.position, @is_gate = s.is_gate
        FROM @steps AS s
        WHERE s.commit_no = @commit_no AND s.place = @place;
        SELECT @step_id = NULL, @was = NULL;
        SELECT @step_id = e.step_id, @was = e.status
        FROM [$(schema)].step AS e
        WHERE e.run_key = @run_key AND e.operation = @operation AND e.attempt = @attempt;

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
            SELECT @run_key, s.operation, s.attempt, s.node_id, s.path, s.name, s.role, s.can_commit, s.position, s.status,
                   CASE WHEN s.attempt > 1 THEN s.attempt - 1 ELSE 0 END,
                   COALESCE(s.started_at, CASE WHEN s.status = 1 THEN @now END), COALESCE(s.ended_at, CASE WHEN s.status >= 3 THEN @now END), s.due_at,
                   s.is_tolerated, s.child_run, s.group_node, s.error_type, s.error, s.markers, s.context, s.output, s.done, s.total,
                   s.round, CASE WHEN s.status = 1 OR s.status >= 3 THEN @number ELSE 0 END, CASE WHEN s.keeps_frame = 1 THEN @events END,
                   CASE WHEN s.keeps_frame = 1
                        THEN COALESCE((SELECT c.frame FROM @commits AS c WHERE c.commit_no = @commit_no),
                                      (SELECT r.frame FROM [$(schema)].run AS r WHERE r.run_key = @run_key)) END
            FROM @steps AS s
            WHERE s.commit_no = @commit_no AND s.place = @place;
            SET @step_id = SCOPE_IDENTITY();
            IF @last_step IS NULL OR @position >= @last_position SET @last_step = @step_id;
            IF @position > @last_position SET @last_position = @position;
            IF @is_gate = 1
                INSERT INTO [$(schema)].gate (step_id, prompt, options, min_approvals, assignee, approved_at, decided_by, feedback, selections)
                SELECT @step_id, s.prompt, s.options, s.min_approvals, s.assignee, s.approved_at, s.decided_by, s.feedback, s.selections
                FROM @steps AS s
                WHERE s.commit_no = @commit_no AND s.place = @place;
        END;
        ELSE IF @was < 3 AND @status >= 3
            UPDATE e
            SET status = s.status, started_at = COALESCE(s.started_at, e.started_at), ended_at = COALESCE(s.ended_at, @now),
                due_at = COALESCE(s.due_at, e.due_at), is_tolerated = s.is_tolerated, child_run = COALESCE(s.child_run, e.child_run),
                error_type = s.error_type, error = s.error, markers = s.markers, context = s.context, output = s.output,
                done = COALESCE(s.done, e.done), total = COALESCE(s.total, e.total), last_event = @number
            FROM [$(schema)].step AS e
            JOIN @steps AS s ON s.commit_no = @commit_no AND s.place = @place
            WHERE e.run_key = @run_key AND e.step_id = @step_id;
        ELSE IF @was < 3
            UPDATE e
            SET status = s.status, started_at = COALESCE(s.started_at, e.started_at, CASE WHEN s.status = 1 THEN @now END),
                ended_at = COALESCE(s.ended_at, e.ended_at), due_at = s.due_at, child_run = COALESCE(s.child_run, e.child_run),
                done = COALESCE(s.done, e.done), total = COALESCE(s.total, e.total),
                last_event = CASE WHEN e.last_event = 0 AND s.status = 1 THEN COALESCE(@number, 0) ELSE e.last_event END
            FROM [$(schema)].step AS e
            JOIN @steps AS s ON s.commit_no = @commit_no AND s.place = @place
            WHERE e.run_key = @run_key AND e.step_id = @step_id;

        IF @kind IS NOT NULL
        BEGIN
            SET @events = @number;
            INSERT INTO [$(schema)].event (run_key, number, kind, node_id, path, attempt, detail, detail_at, happened_at)
            SELECT @run_key, @events, @kind, s.node_id, s.path, s.attempt, CASE WHEN s.status >= 3 THEN s.error END,
                   CASE WHEN s.status = 2 THEN s.due_at END, @now
            FROM @steps AS s
            WHERE s.commit_no = @commit_no AND s.place = @place;
        END;
        SELECT @place = MIN(s.place) FROM @steps AS s WHERE s.commit_no = @commit_no AND s.place > @place;
    END;
    IF EXISTS (SELECT 1 FROM [$(schema)].sink)
        INSERT INTO [$(schema)].event_line (run_key, first_event, last_event)
        SELECT run_key, events + 1, @events FROM [$(schema)].run WHERE run_key = @run_key AND events < @events;
    UPDATE [$(schema)].run SET events = @events, last_position = @last_position, last_step = @last_step WHERE run_key = @run_key;
END;
GO
