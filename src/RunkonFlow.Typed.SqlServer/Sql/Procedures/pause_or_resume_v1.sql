-- Pauses or resumes (@verb) a run, the runs of its items, and theirs: each is visited under its lock, and what is below it is found then. Internal.
-- Answers as the commands pause_v1 and resume_v1.
-- Locks: run: it and those below it in order of the key, which is from above downwards, each as set_status_v1; then as dispatch_items_v1; audit.
CREATE PROCEDURE [$(schema)].pause_or_resume_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max), @verb varchar(20)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @run_key bigint, @now datetime2(3), @answer tinyint, @number int, @next bigint, @item_answer tinyint, @item_number int, @step_id bigint;
    DECLARE @runs TABLE (run_key bigint NOT NULL PRIMARY KEY);
    BEGIN TRANSACTION;
    EXEC [$(schema)].begin_command_v1 @run_id, @command_id, @run_key OUTPUT, @now OUTPUT, @answer OUTPUT;
    IF @answer IS NULL
    BEGIN
        IF @verb = 'pause' EXEC [$(schema)].pause_run_v1 @run_key, @now, @answer OUTPUT, @number OUTPUT;
        ELSE EXEC [$(schema)].resume_run_v1 @run_key, @now, @answer OUTPUT, @number OUTPUT;
        IF @answer IN (7, 8, 9, 10) SET @next = @run_key;
        WHILE @next IS NOT NULL
        BEGIN
            -- The run of an item is younger than the run of its fan-out, so its key is greater: nothing below is passed by.
            IF @next <> @run_key UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @next;
            IF @next <> @run_key AND @verb = 'pause' EXEC [$(schema)].pause_run_v1 @next, @now, @item_answer OUTPUT, @item_number OUTPUT;
            IF @next <> @run_key AND @verb <> 'pause' EXEC [$(schema)].resume_run_v1 @next, @now, @item_answer OUTPUT, @item_number OUTPUT;
            INSERT INTO @runs (run_key)
            SELECT c.run_key
            FROM [$(schema)].fan_out AS f
            JOIN [$(schema)].item AS i ON i.step_id = f.step_id AND i.status = 1
            JOIN [$(schema)].run AS c ON c.run_id = i.run_id
            WHERE f.run_key = @next AND f.is_collected = 0 AND (@verb = 'pause' OR c.suspend_reason = 1 OR (c.requests & 2) = 2);
            SELECT @next = MIN(run_key) FROM @runs WHERE run_key > @next;
        END;
        IF @verb <> 'pause' AND @answer IN (9, 10)
        BEGIN
            INSERT INTO @runs (run_key) VALUES (@run_key);
            SELECT @step_id = MIN(step_id) FROM [$(schema)].fan_out WHERE is_collected = 0 AND run_key IN (SELECT x.run_key FROM @runs AS x);
        END;
        WHILE @step_id IS NOT NULL
        BEGIN
            EXEC [$(schema)].dispatch_items_v1 @step_id, @now;
            SELECT @step_id = MIN(step_id)
            FROM [$(schema)].fan_out
            WHERE is_collected = 0 AND step_id > @step_id AND run_key IN (SELECT x.run_key FROM @runs AS x);
        END;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, @verb, @made_by, @reason, @answer, NULL, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
