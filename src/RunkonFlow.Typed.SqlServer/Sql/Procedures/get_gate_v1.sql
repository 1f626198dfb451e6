-- How a gate stands, and its options. For clients.
-- Reads: step, gate.
CREATE PROCEDURE [$(schema)].get_gate_v1
    @step_id bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT s.status, g.approved_at, g.feedback, g.selections, g.options
    FROM [$(schema)].step AS s
    LEFT JOIN [$(schema)].gate AS g ON g.step_id = s.step_id
    WHERE s.step_id = @step_id;
END;
GO
