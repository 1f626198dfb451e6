-- Ends a worker's lease; runs that it still owns become claimable at once. For workers. Safe to repeat.
-- Locks: worker, then run: its own in order of the key, each as free_run_v1.
CREATE PROCEDURE [$(schema)].retire_worker_v1
    @token nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    DELETE FROM [$(schema)].worker WHERE token = @token;
    IF @@ROWCOUNT > 0
    BEGIN
        SELECT @run_key = MIN(run_key) FROM [$(schema)].run WHERE owner = @token AND lease_until IS NULL;
        WHILE @run_key IS NOT NULL
        BEGIN
            UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @run_key AND owner = @token AND lease_until IS NULL;
            IF @@ROWCOUNT = 1 EXEC [$(schema)].free_run_v1 @run_key, @now;
            SELECT @run_key = MIN(run_key) FROM [$(schema)].run WHERE owner = @token AND lease_until IS NULL AND run_key > @run_key;
        END;
    END;
    COMMIT TRANSACTION;
END;
GO
