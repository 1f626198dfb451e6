-- The large values to which a run's frame refers. For clients.
-- Reads: run, frame_value.
CREATE PROCEDURE [$(schema)].get_frame_values_v1
    @run_id char(26)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT v.value_id, v.json
    FROM [$(schema)].run AS r
    JOIN [$(schema)].frame_value AS v ON v.run_key = r.run_key
    WHERE r.run_id = @run_id
    ORDER BY v.value_id;
END;
GO
