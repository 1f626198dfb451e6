-- Gives a lease back; the run is claimable at once. Answers 0 when it was lost before, but 1 to a call that is repeated. For hosts.
-- Locks: run as lock_reach_v1, then as free_run_v1.
CREATE PROCEDURE [$(schema)].release_lease_v1
    @run_id char(26), @generation bigint, @token nvarchar(200), @call_id uniqueidentifier
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @released int;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    EXEC [$(schema)].lock_reach_v1 @run_id;
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK)
    SET digest = NULL, call_id = @call_id, call_sequence = sequence
    WHERE run_id = @run_id AND generation = @generation AND owner = @token AND lease_until IS NOT NULL;
    SET @released = @@ROWCOUNT;
    IF @released = 1
    BEGIN
        SELECT @run_key = run_key FROM [$(schema)].run WHERE run_id = @run_id;
        EXEC [$(schema)].free_run_v1 @run_key, @now;
    END;
    ELSE IF EXISTS (SELECT 1 FROM [$(schema)].run WHERE run_id = @run_id AND call_id = @call_id) SET @released = 1;
    COMMIT TRANSACTION;
    SELECT @released AS released;
END;
GO
