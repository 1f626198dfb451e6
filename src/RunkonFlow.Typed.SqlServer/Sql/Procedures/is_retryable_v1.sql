-- Whether a failed run may be retried for its item's sake: its fan-out is not over. Internal.
-- Reads: run, run_detail, item, fan_out.
CREATE PROCEDURE [$(schema)].is_retryable_v1
    @run_key bigint, @is_retryable bit OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET @is_retryable = 0;
    SELECT @is_retryable = 1
    FROM [$(schema)].run AS r
    JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
    LEFT JOIN [$(schema)].item AS i ON i.item_key = d.item_key AND i.child_run = r.run_id
    LEFT JOIN [$(schema)].fan_out AS f ON f.step_id = i.step_id AND f.completed + f.failed + f.skipped < f.total
    WHERE r.run_key = @run_key AND (r.is_item = 0 OR f.step_id IS NOT NULL);
END;
GO
