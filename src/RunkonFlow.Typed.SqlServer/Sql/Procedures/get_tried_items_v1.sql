-- The runs of a fan-out's items that were tried and have not completed, and the store's now: what a commit that takes the items to
-- another attempt has to name anew. For workers.
-- Reads: clock, run, step, item.
CREATE PROCEDURE [$(schema)].get_tried_items_v1
    @run_id char(26), @operation binary(16), @attempt int
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT i.run_id, ISNULL(k.fixed_at, SYSUTCDATETIME()) AS now
    FROM [$(schema)].clock AS k
    CROSS JOIN [$(schema)].run AS r
    JOIN [$(schema)].step AS s ON s.run_key = r.run_key AND s.operation = @operation AND s.attempt = @attempt
    JOIN [$(schema)].item AS i ON i.step_id = s.step_id
    WHERE r.run_id = @run_id AND i.status <> 2 AND i.child_run IS NOT NULL AND i.run_id IS NOT NULL
    ORDER BY i.item_key;
END;
GO
