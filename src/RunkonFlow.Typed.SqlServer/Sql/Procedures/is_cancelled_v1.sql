-- Whether a run is cancelled, cancelling, or asked to be. For workers.
-- Reads: run.
CREATE PROCEDURE [$(schema)].is_cancelled_v1
    @run_id char(26)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT CASE WHEN status IN (5, 6) OR (requests & 1) = 1 THEN 1 ELSE 0 END AS is_cancelled FROM [$(schema)].run WHERE run_id = @run_id;
END;
GO
