-- The earliest due time of all runs of a namespace that nobody owns. For workers.
-- Reads: run.
CREATE PROCEDURE [$(schema)].get_next_due_v1
    @namespace nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @next datetime2(3);
    EXEC [$(schema)].find_next_due_v1 @namespace, @next OUTPUT;
    SELECT @next AS due_at;
END;
GO
