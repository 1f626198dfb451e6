-- Registers a worker, or renews one that is known; answers the version of its row, which the next heartbeat states, and until when its lease is.
-- For workers. Safe to repeat.
-- Locks: worker.
CREATE PROCEDURE [$(schema)].register_worker_v1
    @token nvarchar(200), @host nvarchar(400), @ttl_ms bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @until datetime2(3);
    SELECT @until = DATEADD(millisecond, @ttl_ms % 1000, DATEADD(second, @ttl_ms / 1000, ISNULL(fixed_at, SYSUTCDATETIME()))) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    UPDATE [$(schema)].worker WITH (UPDLOCK, ROWLOCK) SET host = @host, lease_until = @until WHERE token = @token;
    IF @@ROWCOUNT = 0 INSERT INTO [$(schema)].worker (token, host, lease_until) VALUES (@token, @host, @until);
    SELECT CAST(row_version AS bigint) AS version, lease_until FROM [$(schema)].worker WHERE token = @token;
    COMMIT TRANSACTION;
END;
GO
