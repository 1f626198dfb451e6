-- Something came in for a run from outside: its inbox moves, and if it is parked it is due, so that no wake-up is lost. Internal.
-- Locks: run.
CREATE PROCEDURE [$(schema)].wake_run_v1
    @run_key bigint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    UPDATE [$(schema)].run
    SET inbox = inbox + 1,
        due_at = CASE WHEN (status = 2 OR (status = 6 AND owner IS NULL)) AND (due_at IS NULL OR due_at > @now) THEN @now ELSE due_at END
    WHERE run_key = @run_key;
END;
GO
