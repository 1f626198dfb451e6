-- Renews a worker's lease by compare-and-swap of its row version; no row when it was declared dead, or when a clone has renewed it. For workers.
-- A renewal whose reply was lost is repeated under its own @beat, and wins again.
-- Locks: worker.
CREATE PROCEDURE [$(schema)].heartbeat_v1
    @token nvarchar(200), @version bigint, @beat uniqueidentifier, @ttl_ms bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @until datetime2(3), @renewed int;
    SELECT @until = DATEADD(millisecond, @ttl_ms % 1000, DATEADD(second, @ttl_ms / 1000, ISNULL(fixed_at, SYSUTCDATETIME()))) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    UPDATE [$(schema)].worker SET lease_until = @until, last_beat = @beat
    WHERE token = @token AND (row_version = CAST(@version AS binary(8)) OR last_beat = @beat);
    SET @renewed = @@ROWCOUNT;
    SELECT CAST(row_version AS bigint) AS version, lease_until FROM [$(schema)].worker WHERE token = @token AND @renewed = 1;
    COMMIT TRANSACTION;
END;
GO
