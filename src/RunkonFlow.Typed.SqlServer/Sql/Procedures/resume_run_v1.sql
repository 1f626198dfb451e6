-- Resumes one run whose row the caller has locked, or takes back a pause that was only asked for. Internal. @answer is a code as in
-- the table audit.
-- Locks: run (held), then as set_status_v1.
CREATE PROCEDURE [$(schema)].resume_run_v1
    @run_key bigint, @now datetime2(3), @answer tinyint OUTPUT, @number int OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @status tinyint, @requests int;
    SELECT @status = status, @requests = requests FROM [$(schema)].run WHERE run_key = @run_key;
    SET @number = @status;
    IF @status IN (8, 9)
    BEGIN
        UPDATE [$(schema)].run SET inbox = inbox + 1, claims = 0 WHERE run_key = @run_key;
        EXEC [$(schema)].set_status_v1 @run_key, 0, @now, @now, 0, NULL;
        SET @answer = 10;
    END;
    ELSE IF (@requests & 2) = 0 SET @answer = 25;
    ELSE
    BEGIN
        UPDATE [$(schema)].run SET inbox = inbox + 1, requests = requests & 253 WHERE run_key = @run_key;
        SET @answer = 9;
    END;
END;
GO
