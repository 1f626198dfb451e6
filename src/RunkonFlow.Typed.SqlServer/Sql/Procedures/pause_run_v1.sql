-- Pauses one run whose row the caller has locked, or asks its owner to. Internal. @answer is a code as in the table audit.
-- Locks: run (held), then as set_status_v1.
CREATE PROCEDURE [$(schema)].pause_run_v1
    @run_key bigint, @now datetime2(3), @answer tinyint OUTPUT, @number int OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @status tinyint, @requests int, @owner nvarchar(200);
    SELECT @status = status, @requests = requests, @owner = owner FROM [$(schema)].run WHERE run_key = @run_key;
    SET @number = @status;
    IF @status = 8 OR (@requests & 2) = 2 SET @answer = 6;
    ELSE IF @status IN (3, 4, 5) SET @answer = 23;
    ELSE IF @owner IS NOT NULL
    BEGIN
        UPDATE [$(schema)].run
        SET inbox = inbox + 1, requests = requests | 2, due_at = CASE WHEN status = 2 THEN @now ELSE due_at END
        WHERE run_key = @run_key;
        SET @answer = 7;
    END;
    ELSE IF NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 0 AND t.from_status = @status AND t.to_status = 8) SET @answer = 24;
    ELSE
    BEGIN
        UPDATE [$(schema)].run SET inbox = inbox + 1 WHERE run_key = @run_key;
        EXEC [$(schema)].set_status_v1 @run_key, 8, NULL, @now, 1, NULL;
        SET @answer = 8;
    END;
END;
GO
