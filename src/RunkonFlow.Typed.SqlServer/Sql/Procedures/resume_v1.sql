-- Makes a suspended or incompatible run pending again, or takes back a pause that was only asked for; the paused runs of its items likewise, and
-- theirs, and further items begin. For clients. A command that is repeated gets its first answer; codes of answers are in AnswerCode.cs.
-- Locks: run, the runs of its items in order of the key, level by level, then as set_status_v1; fan_out and item as dispatch_items_v1; audit.
CREATE PROCEDURE [$(schema)].resume_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @run_key bigint, @now datetime2(3), @answer tinyint, @number int, @level int = 0, @found int = 1, @item_run bigint, @item_answer tinyint, @item_number int, @step_id bigint;
    DECLARE @runs TABLE (run_key bigint NOT NULL PRIMARY KEY, level int NOT NULL);
    BEGIN TRANSACTION;
    EXEC [$(schema)].begin_command_v1 @run_id, @command_id, @run_key OUTPUT, @now OUTPUT, @answer OUTPUT;
    IF @answer IS NULL
    BEGIN
        EXEC [$(schema)].resume_run_v1 @run_key, @now, @answer OUTPUT, @number OUTPUT;
        IF @answer IN (9, 10) INSERT INTO @runs (run_key, level) VALUES (@run_key, 0);
        WHILE @found > 0
        BEGIN
            INSERT INTO @runs (run_key, level)
            SELECT c.run_key, @level + 1
            FROM @runs AS x
            JOIN [$(schema)].fan_out AS f ON f.run_key = x.run_key AND f.is_collected = 0
            JOIN [$(schema)].item AS i ON i.step_id = f.step_id AND i.status = 1
            JOIN [$(schema)].run AS c ON c.run_id = i.run_id
            WHERE x.level = @level AND (c.suspend_reason = 1 OR (c.requests & 2) = 2);
            SET @found = @@ROWCOUNT;
            SET @level = @level + 1;
            SELECT @item_run = MIN(run_key) FROM @runs WHERE level = @level;
            WHILE @item_run IS NOT NULL
            BEGIN
                UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @item_run;
                EXEC [$(schema)].resume_run_v1 @item_run, @now, @item_answer OUTPUT, @item_number OUTPUT;
                SELECT @item_run = MIN(run_key) FROM @runs WHERE level = @level AND run_key > @item_run;
            END;
        END;
        SELECT @step_id = MIN(step_id) FROM [$(schema)].fan_out WHERE is_collected = 0 AND run_key IN (SELECT x.run_key FROM @runs AS x);
        WHILE @step_id IS NOT NULL
        BEGIN
            EXEC [$(schema)].dispatch_items_v1 @step_id, @now;
            SELECT @step_id = MIN(step_id)
            FROM [$(schema)].fan_out
            WHERE is_collected = 0 AND step_id > @step_id AND run_key IN (SELECT x.run_key FROM @runs AS x);
        END;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, 'resume', @made_by, @reason, @answer, NULL, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
