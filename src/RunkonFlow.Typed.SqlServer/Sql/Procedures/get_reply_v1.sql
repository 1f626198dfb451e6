-- The reply to a request, by the signal and the key with which it was sent. For clients.
-- Reads: run, signal_key.
CREATE PROCEDURE [$(schema)].get_reply_v1
    @run_id char(26), @name nvarchar(200), @key_hash binary(16)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT k.reply
    FROM [$(schema)].run AS r
    JOIN [$(schema)].signal_key AS k ON k.run_key = r.run_key AND k.name = @name AND k.key_hash = @key_hash
    WHERE r.run_id = @run_id;
END;
GO
