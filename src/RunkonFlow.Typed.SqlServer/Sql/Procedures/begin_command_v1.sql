-- Locks a run for a command. @answer is the first one of a command that came before, 30 when there is no such run,
-- else null. Internal.
-- Locks: run. Reads: audit.
CREATE PROCEDURE [$(schema)].begin_command_v1
    @run_id char(26), @command_id uniqueidentifier, @run_key bigint OUTPUT, @now datetime2(3) OUTPUT, @answer tinyint OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_id = @run_id;
    SELECT @run_key = run_key FROM [$(schema)].run WHERE run_id = @run_id;
    IF @run_key IS NULL SET @answer = 30;
    ELSE
        SELECT @answer = answer FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
