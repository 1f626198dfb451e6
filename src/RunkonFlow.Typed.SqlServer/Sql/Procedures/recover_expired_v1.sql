-- Declares workers dead whose lease has run out, and frees the runs of expired owners, and of owners that have no row. Answers how many
-- runs were freed. For workers, all the time: where nothing has run out it only reads. One transaction per run.
-- Locks: worker; then, run by run, run as lock_reach_v1 and as free_run_v1.
CREATE PROCEDURE [$(schema)].recover_expired_v1
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @run_id char(26), @freed int = 0;
    DECLARE @runs TABLE (run_key bigint NOT NULL PRIMARY KEY);
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    IF EXISTS (SELECT 1 FROM [$(schema)].worker WHERE lease_until <= @now) DELETE FROM [$(schema)].worker WHERE lease_until <= @now;
    INSERT INTO @runs (run_key)
    SELECT r.run_key FROM [$(schema)].run AS r WHERE r.lease_until IS NOT NULL AND r.lease_until <= @now
    UNION
    SELECT r.run_key
    FROM [$(schema)].run AS r
    WHERE r.owner IS NOT NULL AND r.lease_until IS NULL AND NOT EXISTS (SELECT 1 FROM [$(schema)].worker AS w WHERE w.token = r.owner);
    SELECT @run_key = MIN(run_key) FROM @runs;
    WHILE @run_key IS NOT NULL
    BEGIN
        BEGIN TRANSACTION;
        SELECT @run_id = run_id FROM [$(schema)].run WHERE run_key = @run_key;
        EXEC [$(schema)].lock_reach_v1 @run_id;
        UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK)
        SET generation = generation
        WHERE run_key = @run_key
          AND (lease_until <= @now
               OR (owner IS NOT NULL AND lease_until IS NULL AND NOT EXISTS (SELECT 1 FROM [$(schema)].worker AS w WHERE w.token = owner)));
        IF @@ROWCOUNT = 1
        BEGIN
            EXEC [$(schema)].free_run_v1 @run_key, @now;
            SET @freed = @freed + 1;
        END;
        COMMIT TRANSACTION;
        SELECT @run_key = MIN(run_key) FROM @runs WHERE run_key > @run_key;
    END;
    SELECT @freed AS freed;
END;
GO
