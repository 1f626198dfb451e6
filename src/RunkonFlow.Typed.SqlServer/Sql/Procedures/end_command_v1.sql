-- Writes a command and its answer down: what is repeated under its @command_id gets that answer. Internal.
-- Locks: run (held), audit.
CREATE PROCEDURE [$(schema)].end_command_v1
    @run_key bigint, @command_id uniqueidentifier, @verb varchar(20), @made_by nvarchar(400), @reason nvarchar(max), @answer tinyint,
    @argument nvarchar(max), @number int, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    INSERT INTO [$(schema)].audit (run_key, command_id, verb, made_by, reason, answer, argument, number, happened_at)
    VALUES (@run_key, @command_id, @verb, @made_by, @reason, @answer, @argument, @number, @now);
END;
GO
