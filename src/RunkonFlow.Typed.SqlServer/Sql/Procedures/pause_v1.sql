-- Asks for a run's pause: an owned run carries the request, another is suspended at once. For clients. A command that is repeated gets its first answer; codes of answers are in AnswerCode.cs.
-- Locks: run, then as set_status_v1; audit.
CREATE PROCEDURE [$(schema)].pause_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @run_key bigint, @now datetime2(3), @answer tinyint, @argument nvarchar(max), @number int, @status tinyint, @requests int, @owner nvarchar(200);
    BEGIN TRANSACTION;
    EXEC [$(schema)].begin_command_v1 @run_id, @command_id, @run_key OUTPUT, @now OUTPUT, @answer OUTPUT;
    IF @answer IS NULL
    BEGIN
        SELECT @status = status, @requests = requests, @owner = owner FROM [$(schema)].run WHERE run_key = @run_key;
        IF @status = 8 OR (@requests & 2) = 2 SET @answer = 6;
        ELSE IF @status IN (3, 4, 5) SELECT @answer = 23, @number = @status;
        ELSE IF @owner IS NOT NULL
        BEGIN
            UPDATE [$(schema)].run
            SET inbox = inbox + 1, requests = requests | 2, due_at = CASE WHEN status = 2 THEN @now ELSE due_at END
            WHERE run_key = @run_key;
            SET @answer = 7;
        END;
        ELSE IF NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 0 AND t.from_status = @status AND t.to_status = 8)
            SELECT @answer = 24, @number = @status;
        ELSE
        BEGIN
            UPDATE [$(schema)].run SET inbox = inbox + 1 WHERE run_key = @run_key;
            EXEC [$(schema)].set_status_v1 @run_key, 8, NULL, @now, 1, NULL;
            SET @answer = 8;
        END;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, 'pause', @made_by, @reason, @answer, @argument, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
