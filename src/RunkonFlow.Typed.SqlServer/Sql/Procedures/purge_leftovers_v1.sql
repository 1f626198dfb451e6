-- Deletes what no run owns and nobody needs any more: rates whose bucket is full, which are like ones that were never used, and receipts of
-- purges that are a day old, which nobody repeats. For clients. Safe to repeat.
-- Locks: limit_state; purge_receipt, in a transaction of its own.
CREATE PROCEDURE [$(schema)].purge_leftovers_v1
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3);
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    DELETE FROM [$(schema)].limit_state WHERE is_rate = 1 AND full_at <= DATEDIFF_BIG(millisecond, CAST('1970-01-01' AS datetime2(3)), @now) * 1000;
    DELETE FROM [$(schema)].purge_receipt WHERE purged_at < DATEADD(day, -1, @now);
END;
GO
