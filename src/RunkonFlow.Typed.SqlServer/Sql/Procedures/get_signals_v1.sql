-- Signals that the flow has not taken, in order. For clients.
-- Reads: run, signal.
CREATE PROCEDURE [$(schema)].get_signals_v1
    @run_id char(26), @after bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT s.number, s.name, s.payload, s.key_text, s.sent_at
    FROM [$(schema)].run AS r
    JOIN [$(schema)].signal AS s ON s.run_key = r.run_key
    WHERE r.run_id = @run_id AND s.number > @after
    ORDER BY s.number;
END;
GO
