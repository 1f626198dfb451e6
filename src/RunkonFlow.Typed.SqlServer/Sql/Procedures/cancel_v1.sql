-- Asks for a run's end. For clients. A command that is repeated gets its first answer; the codes of answers stand at the table audit.
-- Locks: run as lock_reach_v1, then as cancel_run_v1; audit.
CREATE PROCEDURE [$(schema)].cancel_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max), @force bit
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @run_key bigint, @now datetime2(3), @answer tinyint, @argument nvarchar(max), @number int, @why nvarchar(max);
    BEGIN TRANSACTION;
    EXEC [$(schema)].lock_reach_v1 @run_id;
    EXEC [$(schema)].begin_command_v1 @run_id, @command_id, @run_key OUTPUT, @now OUTPUT, @answer OUTPUT;
    IF @answer IS NULL
    BEGIN
        SET @why = ISNULL(@reason, N'UserRequested');
        EXEC [$(schema)].cancel_run_v1 @run_key, @why, @made_by, @force, @now, @answer OUTPUT, @number OUTPUT;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, 'cancel', @made_by, @reason, @answer, @argument, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
