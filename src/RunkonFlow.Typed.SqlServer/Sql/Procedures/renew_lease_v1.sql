-- Extends a lease; answers 0 when it is lost. For hosts.
-- Locks: run.
CREATE PROCEDURE [$(schema)].renew_lease_v1
    @run_id char(26), @generation bigint, @token nvarchar(200), @ttl_ms bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @until datetime2(3);
    SELECT @until = DATEADD(millisecond, @ttl_ms % 1000, DATEADD(second, @ttl_ms / 1000, ISNULL(fixed_at, SYSUTCDATETIME()))) FROM [$(schema)].clock;
    UPDATE [$(schema)].run
    SET lease_until = @until
    WHERE run_id = @run_id AND generation = @generation AND owner = @token AND lease_until IS NOT NULL;
    SELECT @@ROWCOUNT AS renewed;
END;
GO
