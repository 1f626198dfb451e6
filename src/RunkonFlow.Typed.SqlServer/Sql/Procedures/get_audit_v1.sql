-- Who did what to a run, in order. For clients.
-- Reads: run, audit.
CREATE PROCEDURE [$(schema)].get_audit_v1
    @run_id char(26)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT a.command_id, a.verb, a.made_by, a.reason, a.answer, a.argument, a.number, a.happened_at
    FROM [$(schema)].run AS r
    JOIN [$(schema)].audit AS a ON a.run_key = r.run_key
    WHERE r.run_id = @run_id
    ORDER BY a.audit_no;
END;
GO
