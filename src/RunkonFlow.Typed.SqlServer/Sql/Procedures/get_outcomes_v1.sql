-- How the items of a fan-out stand, in order. For workers.
-- Reads: run, step, item, run_detail.
CREATE PROCEDURE [$(schema)].get_outcomes_v1
    @run_id char(26), @operation binary(16), @attempt int
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT i.item_id, i.status, i.json, CASE WHEN i.status = 2 THEN d.output END AS output, i.error
    FROM [$(schema)].run AS r
    JOIN [$(schema)].step AS s ON s.run_key = r.run_key AND s.operation = @operation AND s.attempt = @attempt
    JOIN [$(schema)].item AS i ON i.step_id = s.step_id
    LEFT JOIN [$(schema)].run AS c ON c.run_id = i.run_id AND i.child_run = i.run_id
    LEFT JOIN [$(schema)].run_detail AS d ON d.run_key = c.run_key
    WHERE r.run_id = @run_id
    ORDER BY i.item_key;
END;
GO
