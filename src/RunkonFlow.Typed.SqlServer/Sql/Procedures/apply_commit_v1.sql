-- Applies one commit of a batch whose runs are locked. Everything that can be refused is found out before the first write. Internal.
-- @outcome is as in commit_runs_v1; with a refusal come @reason (see RefusalText.cs), @text, @other, @from and @to, with a limit @limited_by and
-- @retry_at (see take_limits_v1), else @requests, @sequence and @inbox as they are then. The column parts says what a commit has, as bits: 1
-- steps, 2 values, 4 items, 8 children, 16 children to cancel, 32 taken signals, 64 fan-outs to break off, 128 progress, 256 limits, 512 fan-outs,
-- 1024 replies.
-- Locks: run (held), limit_state (held), permit_line, permit, then as write_steps_v1 and write_relations_v1; frame_value, run_detail, then as
-- trim_rounds_v1, release_ended_v1 and move_run_v1.
CREATE PROCEDURE [$(schema)].apply_commit_v1
    @commit_no int, @commits [$(schema)].commit_rows_v1 READONLY, @steps [$(schema)].step_rows_v1 READONLY, @values [$(schema)].value_rows_v1 READONLY,
    @items [$(schema)].item_rows_v1 READONLY, @children [$(schema)].child_rows_v1 READONLY, @tags [$(schema)].text_rows_v1 READONLY,
    @notes [$(schema)].note_rows_v1 READONLY, @fan_outs [$(schema)].fan_out_rows_v1 READONLY,
    @fan_out_items [$(schema)].fan_out_item_rows_v1 READONLY, @dependencies [$(schema)].dependency_rows_v1 READONLY,
    @outcome tinyint OUTPUT, @requests tinyint OUTPUT, @sequence bigint OUTPUT, @inbox bigint OUTPUT, @reason tinyint OUTPUT, @text nvarchar(max) OUTPUT,
    @other nvarchar(400) OUTPUT, @from int OUTPUT, @to int OUTPUT, @limited_by int OUTPUT, @retry_at bigint OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @now datetime2(3), @run_key bigint, @owner nvarchar(200), @generation bigint, @digest binary(16), @status tinyint, @has_limits bit;
    DECLARE @run_id char(26), @as_generation bigint, @as_sequence bigint, @as_digest binary(16), @new_status tinyint, @releases bit, @due_at datetime2(3), @parts int,
            @has_end bit, @finalizing bit, @was_finalizing bit, @trim_before int;
    SELECT @outcome = 0, @requests = 0, @sequence = 0, @inbox = 0, @reason = 0, @text = NULL, @other = NULL, @from = NULL, @to = NULL, @limited_by = NULL,
           @retry_at = NULL;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    SELECT @run_id = run_id, @as_generation = generation, @as_sequence = sequence, @as_digest = digest, @new_status = status, @releases = releases,
           @due_at = due_at, @parts = parts, @finalizing = is_finalizing, @trim_before = trim_before,
           @has_end = CASE WHEN output IS NULL AND failure IS NULL AND error IS NULL AND finalizer_error IS NULL THEN 0 ELSE 1 END
    FROM @commits
    WHERE commit_no = @commit_no;
    SELECT @run_key = run_key, @generation = generation, @sequence = sequence, @digest = digest, @owner = owner, @status = status, @requests = requests,
           @inbox = inbox, @has_limits = has_limits, @was_finalizing = is_finalizing
    FROM [$(schema)].run
    WHERE run_id = @run_id;

    IF @run_key IS NULL SET @outcome = 4;
    ELSE IF @generation <> @as_generation SET @outcome = 2;
    ELSE IF @sequence = @as_sequence + 1 AND @digest = @as_digest SET @outcome = 1;
    ELSE IF @sequence <> @as_sequence OR @owner IS NULL SET @outcome = 2;
    IF @outcome <> 0 RETURN;

    EXEC [$(schema)].refuse_commit_v1 @run_key, @commit_no, @commits, @steps, @values, @items, @children, @tags, @notes, @fan_outs, @fan_out_items, @dependencies, @reason OUTPUT, @text OUTPUT, @other OUTPUT, @from OUTPUT, @to OUTPUT;
    IF @reason <> 0
    BEGIN
        SET @outcome = 3;
        RETURN;
    END;
    IF (@parts & 256) = 256
    BEGIN
        EXEC [$(schema)].take_limits_v1 @run_key, @commit_no, @notes, @now, @limited_by OUTPUT, @retry_at OUTPUT;
        IF @limited_by IS NOT NULL
        BEGIN
            SET @outcome = 5;
            RETURN;
        END;
    END;

    -- A run that fails is retried where it failed, also when its finalizers have moved its frame on.
    IF @finalizing <> @was_finalizing AND @finalizing = 1
        UPDATE [$(schema)].run SET retry_frame = frame, retry_event = events WHERE run_key = @run_key;
    ELSE IF @finalizing <> @was_finalizing AND @new_status NOT IN (4, 9)
        UPDATE [$(schema)].run SET retry_frame = NULL, retry_event = NULL WHERE run_key = @run_key;
    IF (@parts & 1) = 1 EXEC [$(schema)].write_steps_v1 @run_key, @commit_no, @commits, @steps, @now;
    IF (@parts & 2044) <> 0 EXEC [$(schema)].write_relations_v1 @run_key, @commit_no, @parts, @commits, @steps, @values, @items, @children, @tags, @notes, @fan_outs, @fan_out_items, @dependencies, @now;
    IF (@parts & 2) = 2
    BEGIN
        DELETE FROM [$(schema)].frame_value WHERE run_key = @run_key AND value_id IN (SELECT v.value_id FROM @values AS v WHERE v.commit_no = @commit_no);
        INSERT INTO [$(schema)].frame_value (run_key, value_id, json)
        SELECT @run_key, v.value_id, v.json FROM @values AS v WHERE v.commit_no = @commit_no AND v.json IS NOT NULL;
    END;
    IF @has_end = 1
        UPDATE d
        SET output = ISNULL(c.output, d.output), failure = ISNULL(c.failure, d.failure), error = ISNULL(c.error, d.error),
            finalizer_error = ISNULL(c.finalizer_error, d.finalizer_error)
        FROM [$(schema)].run_detail AS d
        JOIN @commits AS c ON c.commit_no = @commit_no
        WHERE d.run_key = @run_key;

    SELECT @has_limits = has_limits FROM [$(schema)].run WHERE run_key = @run_key;
    UPDATE r
    SET sequence = @sequence + 1, digest = @as_digest, seen_inbox = CASE WHEN c.seen_inbox > r.seen_inbox THEN c.seen_inbox ELSE r.seen_inbox END,
        is_finalizing = c.is_finalizing, finalizers_due = c.finalizers_due, claims = CASE WHEN c.makes_progress = 1 THEN 0 ELSE r.claims END,
        at_node = c.at_node, blocked_on = CASE WHEN c.status = 2 THEN c.at_node END,
        tried_shapes = CASE WHEN c.frame IS NULL THEN r.tried_shapes END,
        shape = CASE WHEN c.frame IS NULL THEN r.shape ELSE c.shape END, frame = ISNULL(c.frame, r.frame)
    FROM [$(schema)].run AS r
    JOIN @commits AS c ON c.commit_no = @commit_no
    WHERE r.run_key = @run_key;
    IF @trim_before > 0 EXEC [$(schema)].trim_rounds_v1 @run_key, @trim_before;
    IF @has_limits = 1 EXEC [$(schema)].release_ended_v1 @run_key, @commit_no, @steps, @notes, @now;

    -- Most commits end here: the owner goes on, and nothing is asked of the run that this commit could take up.
    IF @new_status <> @status OR @releases = 1 OR @status NOT IN (1, 6) OR (@parts & 592) <> 0 OR @has_limits = 1
        OR EXISTS (SELECT 1 FROM [$(schema)].run WHERE run_key = @run_key AND due_at IS NOT NULL)
        EXEC [$(schema)].move_run_v1 @run_key, @commit_no, @commits, @status, @now;
    SELECT @requests = requests, @sequence = sequence, @inbox = inbox FROM [$(schema)].run WHERE run_key = @run_key;
END;
GO
