-- Makes a failed run pending again: where it failed (@from 0), at its start (1), at an operation (2). For clients. A command that is repeated
-- gets its first answer; the codes of answers stand at the table audit.
-- Locks: run as lock_reach_v1, then as go_back_v1, run_detail, then as set_status_v1; audit.
CREATE PROCEDURE [$(schema)].retry_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max),
    @from tinyint, @node_id nvarchar(400), @path varchar(100)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @run_key bigint, @now datetime2(3), @answer tinyint, @argument nvarchar(max), @number int, @status tinyint, @is_retryable bit;
    BEGIN TRANSACTION;
    EXEC [$(schema)].lock_reach_v1 @run_id;
    EXEC [$(schema)].begin_command_v1 @run_id, @command_id, @run_key OUTPUT, @now OUTPUT, @answer OUTPUT;
    IF @answer IS NULL
    BEGIN
        SELECT @status = status FROM [$(schema)].run WHERE run_key = @run_key;
        EXEC [$(schema)].is_retryable_v1 @run_key, @is_retryable OUTPUT;
        IF @status <> 4 SELECT @answer = 26, @number = @status;
        ELSE IF @is_retryable = 0 SET @answer = 21;
        ELSE EXEC [$(schema)].go_back_v1 @run_key, @from, @node_id, @path, @answer OUTPUT, @argument OUTPUT;
        IF @answer IN (11, 18, 19)
        BEGIN
            UPDATE [$(schema)].run SET inbox = inbox + 1, claims = 0, is_finalizing = 0, finalizers_due = NULL WHERE run_key = @run_key;
            UPDATE [$(schema)].run_detail SET error = NULL, finalizer_error = NULL, failure = NULL WHERE run_key = @run_key;
            EXEC [$(schema)].set_status_v1 @run_key, 0, @now, @now, 0, NULL;
        END;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, 'retry', @made_by, @reason, @answer, @argument, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
