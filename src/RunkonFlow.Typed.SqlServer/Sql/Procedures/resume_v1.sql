-- Makes a suspended or incompatible run pending again, or takes back a pause that was only asked for. For clients. A command that is repeated gets its first answer; codes of answers are in AnswerCode.cs.
-- Locks: run, then as set_status_v1; audit.
CREATE PROCEDURE [$(schema)].resume_v1
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
        IF @status IN (8, 9)
        BEGIN
            UPDATE [$(schema)].run SET inbox = inbox + 1, claims = 0 WHERE run_key = @run_key;
            EXEC [$(schema)].set_status_v1 @run_key, 0, @now, @now, 0, NULL;
            SET @answer = 10;
        END;
        ELSE IF (@requests & 2) = 0 SELECT @answer = 25, @number = @status;
        ELSE
        BEGIN
            UPDATE [$(schema)].run SET inbox = inbox + 1, requests = requests & 253 WHERE run_key = @run_key;
            SET @answer = 9;
        END;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, 'resume', @made_by, @reason, @answer, @argument, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
