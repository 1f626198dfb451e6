-- The lease of a run for a host that drives it by name: free, or expired, it moves the generation; held by the same @token it is extended.
-- Answers the refusal (0 none, 1 another holds it, 2 the run has ended, 3 no such run, 4 it is suspended or incompatible), the generation, and
-- who holds it until when. For hosts. Safe to repeat.
-- Locks: run.
CREATE PROCEDURE [$(schema)].acquire_lease_v1
    @run_id char(26), @token nvarchar(200), @ttl_ms bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @until datetime2(3), @owner nvarchar(200), @lease_until datetime2(3), @owner_until datetime2(3), @status tinyint, @generation bigint,
            @refusal int = 0;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    SET @until = DATEADD(millisecond, @ttl_ms % 1000, DATEADD(second, @ttl_ms / 1000, @now));
    BEGIN TRANSACTION;
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_id = @run_id;
    SELECT @status = status, @owner = owner, @lease_until = lease_until, @generation = generation FROM [$(schema)].run WHERE run_id = @run_id;
    SET @owner_until = @lease_until;
    IF @owner IS NOT NULL AND @lease_until IS NULL SELECT @owner_until = lease_until FROM [$(schema)].worker WHERE token = @owner;
    IF @status IS NULL SET @refusal = 3;
    ELSE IF @status IN (3, 4, 5) SET @refusal = 2;
    ELSE IF @status IN (8, 9) SET @refusal = 4;
    ELSE IF NOT (@lease_until IS NOT NULL AND @owner = @token) AND @owner_until > @now SET @refusal = 1;
    IF @refusal = 0
    BEGIN
        IF @lease_until IS NOT NULL AND @owner = @token
            UPDATE [$(schema)].run SET lease_until = @until WHERE run_id = @run_id;
        ELSE
            UPDATE [$(schema)].run
            SET generation = generation + 1, digest = NULL, owner = @token, lease_until = @until, claim_id = NULL
            WHERE run_id = @run_id;
        SELECT @generation = generation, @owner = owner, @owner_until = lease_until FROM [$(schema)].run WHERE run_id = @run_id;
    END;
    COMMIT TRANSACTION;
    SELECT @refusal AS refusal, @generation AS generation, @owner AS owner, @owner_until AS lease_until;
END;
GO
