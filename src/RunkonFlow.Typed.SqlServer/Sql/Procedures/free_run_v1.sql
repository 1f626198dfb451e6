-- Takes a run from an owner that is gone, or that lets go: it is claimable at once, and no late reply counts. The caller has locked the
-- run's row. Internal.
-- Locks: run (held), then as release_permits_v1 and set_status_v1.
CREATE PROCEDURE [$(schema)].free_run_v1
    @run_key bigint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @status tinyint, @has_limits bit, @reason tinyint;
    UPDATE [$(schema)].run SET owner = NULL, lease_until = NULL, digest = NULL, claim_id = NULL WHERE run_key = @run_key;
    SELECT @status = status, @has_limits = has_limits, @reason = suspend_reason FROM [$(schema)].run WHERE run_key = @run_key;
    IF @has_limits = 1 EXEC [$(schema)].release_permits_v1 @run_key, NULL, 1, 1, @now;
    IF @status = 1 SET @status = 7;
    EXEC [$(schema)].set_status_v1 @run_key, @status, @now, @now, @reason, NULL;
END;
GO
