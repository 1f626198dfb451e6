-- Deletes rates whose bucket is full: it is like one that was never used. For clients.
-- Locks: limit_state.
CREATE PROCEDURE [$(schema)].purge_buckets_v1
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3);
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    DELETE FROM [$(schema)].limit_state WHERE is_rate = 1 AND full_at <= DATEDIFF_BIG(millisecond, CAST('1970-01-01' AS datetime2(3)), @now) * 1000;
END;
GO
