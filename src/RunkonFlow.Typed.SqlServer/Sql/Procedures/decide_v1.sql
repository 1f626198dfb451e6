-- Approves, rejects or votes on a gate (@verb), once, while it waits and before its deadline. For clients. A command that is repeated gets its first
-- answer; the codes of answers stand at the table audit. @refusal is what the client found wrong with the selections.
-- Locks: run, vote, gate, event, event_line, step, audit.
CREATE PROCEDURE [$(schema)].decide_v1
    @step_id bigint, @command_id uniqueidentifier, @verb varchar(20), @made_by nvarchar(400), @reason nvarchar(max), @feedback nvarchar(max),
    @selections nvarchar(max), @context nvarchar(max), @refusal nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @run_id char(26), @run_key bigint, @now datetime2(3), @answer tinyint, @argument nvarchar(max), @number int;
    DECLARE @status tinyint, @due_at datetime2(3), @node_id nvarchar(400), @path varchar(100), @attempt int, @needed int, @votes int, @new_status tinyint,
            @detail nvarchar(20), @kind varchar(30), @error nvarchar(max);
    SELECT @run_id = r.run_id FROM [$(schema)].step AS s JOIN [$(schema)].run AS r ON r.run_key = s.run_key WHERE s.step_id = @step_id;
    BEGIN TRANSACTION;
    EXEC [$(schema)].begin_command_v1 @run_id, @command_id, @run_key OUTPUT, @now OUTPUT, @answer OUTPUT;
    IF @answer = 30 SET @answer = 31;
    IF @answer IS NULL
    BEGIN
        SELECT @status = status, @due_at = due_at, @node_id = node_id, @path = path, @attempt = attempt, @error = error
        FROM [$(schema)].step
        WHERE run_key = @run_key AND step_id = @step_id;
        SELECT @needed = min_approvals FROM [$(schema)].gate WHERE step_id = @step_id;
        IF @needed IS NULL SET @answer = 20;
        ELSE IF @status <> 2 SELECT @answer = 27, @number = @status;
        ELSE IF @due_at <= @now SET @answer = 22;
        ELSE IF @refusal IS NOT NULL
        BEGIN
            SET @answer = 29;
            SET @argument = @refusal;
        END;
        ELSE IF @verb = 'vote'
        BEGIN
            IF EXISTS (SELECT 1 FROM [$(schema)].vote WHERE step_id = @step_id AND voter = @made_by)
            BEGIN
                SET @answer = 28;
                SET @argument = @made_by;
            END;
            ELSE
            BEGIN
                INSERT INTO [$(schema)].vote (step_id, voter, feedback, selections, voted_at) VALUES (@step_id, @made_by, @feedback, @selections, @now);
                EXEC [$(schema)].add_event_v1 @run_key, 'gate-voted', @now, @made_by, NULL, @node_id, @path, @attempt;
                SELECT @votes = COUNT(*) FROM [$(schema)].vote WHERE step_id = @step_id;
                IF @votes < @needed
                BEGIN
                    EXEC [$(schema)].wake_run_v1 @run_key, @now;
                    SELECT @answer = 17, @number = @votes, @argument = CAST(@needed AS nvarchar(12));
                END;
            END;
        END;
        IF @answer IS NULL
        BEGIN
            SELECT @new_status = CASE WHEN @verb = 'reject' THEN 4 ELSE 3 END, @detail = CASE WHEN @verb = 'reject' THEN N'rejected' ELSE N'approved' END,
                   @kind = CASE WHEN @verb = 'reject' THEN 'step-failed' ELSE 'step-completed' END;
            UPDATE [$(schema)].gate
            SET approved_at = CASE WHEN @verb = 'reject' THEN approved_at ELSE @now END, decided_by = @made_by, feedback = @feedback,
                selections = CASE WHEN @verb = 'reject' THEN selections ELSE ISNULL(@selections, selections) END
            WHERE step_id = @step_id;
            EXEC [$(schema)].add_event_v1 @run_key, 'gate-resolved', @now, @detail, NULL, @node_id, @path, @attempt;
            EXEC [$(schema)].add_event_v1 @run_key, @kind, @now, @error, NULL, @node_id, @path, @attempt;
            UPDATE [$(schema)].step
            SET status = @new_status, ended_at = @now, last_event = (SELECT r.events FROM [$(schema)].run AS r WHERE r.run_key = @run_key), context = CASE WHEN @new_status = 3 THEN @context ELSE context END
            WHERE run_key = @run_key AND step_id = @step_id;
            EXEC [$(schema)].wake_run_v1 @run_key, @now;
            SET @answer = CASE WHEN @verb = 'reject' THEN 16 ELSE 15 END;
        END;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, @verb, @made_by, @reason, @answer, @argument, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
