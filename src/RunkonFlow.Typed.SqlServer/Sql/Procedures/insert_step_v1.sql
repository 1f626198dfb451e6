-- Inserts a step row by name; the same key with equal content answers with its id. code: 0 done, 1 no such run, 2 lease lost, 3 the key has
-- other content. For hosts.
-- Locks: run, step, gate, event, event_line.
CREATE PROCEDURE [$(schema)].insert_step_v1
    @run_id char(26), @generation bigint, @operation binary(16), @attempt int, @name nvarchar(400), @path varchar(100), @role nvarchar(100), @can_commit bit,
    @position int, @is_running bit, @inserted binary(16), @is_gate bit, @prompt nvarchar(max), @options nvarchar(max), @min_approvals int,
    @assignee nvarchar(400), @approved_at datetime2(3), @decided_by nvarchar(400), @feedback nvarchar(max), @selections nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @code int, @step_id bigint, @stands binary(16);
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    EXEC [$(schema)].check_fence_v1 @run_id, @generation, @run_key OUTPUT, @code OUTPUT;
    IF @code = 0
    BEGIN
        SELECT @step_id = step_id, @stands = inserted FROM [$(schema)].step WHERE run_key = @run_key AND operation = @operation AND attempt = @attempt;
        IF @step_id IS NOT NULL AND (@stands IS NULL OR @stands <> @inserted) SET @code = 3;
    END;
    IF @code = 0 AND @step_id IS NULL
    BEGIN
        INSERT INTO [$(schema)].step
            (run_key, operation, attempt, node_id, path, name, role, can_commit, position, status, retry_count, started_at, inserted)
        VALUES (@run_key, @operation, @attempt, @name, @path, @name, @role, @can_commit, @position, @is_running, @attempt,
                CASE WHEN @is_running = 1 THEN @now END, @inserted);
        SET @step_id = SCOPE_IDENTITY();
        IF @is_gate = 1
            INSERT INTO [$(schema)].gate (step_id, prompt, options, min_approvals, assignee, approved_at, decided_by, feedback, selections)
            VALUES (@step_id, @prompt, @options, @min_approvals, @assignee, @approved_at, @decided_by, @feedback, @selections);
        IF @is_running = 1 EXEC [$(schema)].add_event_v1 @run_key, 'step-started', @now, NULL, NULL, @name, @path, @attempt;
        IF @is_running = 1
            UPDATE [$(schema)].step
            SET last_event = (SELECT r.events FROM [$(schema)].run AS r WHERE r.run_key = @run_key)
            WHERE run_key = @run_key AND step_id = @step_id;
        UPDATE [$(schema)].run
        SET sequence = sequence + 1, digest = NULL,
            last_step = CASE WHEN last_step IS NULL OR @position >= last_position THEN @step_id ELSE last_step END,
            last_position = CASE WHEN @position > last_position THEN @position ELSE last_position END
        WHERE run_key = @run_key;
    END;
    COMMIT TRANSACTION;
    SELECT @code AS code, @step_id AS step_id;
END;
GO
