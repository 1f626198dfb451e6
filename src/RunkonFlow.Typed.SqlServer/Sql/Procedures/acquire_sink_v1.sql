-- Makes a holder the one that feeds a sink, or renews that; 0 while another holds it, and for an unknown sink. For workers. Safe to repeat.
-- Locks: sink_cursor.
CREATE PROCEDURE [$(schema)].acquire_sink_v1
    @sink nvarchar(200), @holder nvarchar(200), @ttl_ms bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @acquired int;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    UPDATE [$(schema)].sink_cursor
    SET holder = @holder, held_until = DATEADD(millisecond, @ttl_ms % 1000, DATEADD(second, @ttl_ms / 1000, @now))
    WHERE name = @sink AND (holder IS NULL OR holder = @holder OR held_until <= @now);
    SET @acquired = @@ROWCOUNT;
    SELECT @acquired AS acquired;
END;
GO
