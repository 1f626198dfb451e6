-- The oldest signal of a name that the flow has not taken. For workers.
-- Reads: run, signal.
CREATE PROCEDURE [$(schema)].get_next_signal_v1
    @run_id char(26), @name nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT TOP (1) s.number, s.name, s.payload, s.key_text, s.sent_at
    FROM [$(schema)].run AS r
    JOIN [$(schema)].signal AS s ON s.run_key = r.run_key
    WHERE r.run_id = @run_id AND s.name = @name
    ORDER BY s.number;
END;
GO
