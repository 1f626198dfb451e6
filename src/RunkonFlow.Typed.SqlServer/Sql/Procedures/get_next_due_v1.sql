-- The earliest due time of all runs of a namespace that nobody owns, by jumps over queues and priorities, so that runs which are parked
-- until later cost nothing. For workers.
-- Reads: run.
CREATE PROCEDURE [$(schema)].get_next_due_v1
    @namespace nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @queue nvarchar(200), @priority int, @due_at datetime2(3), @next datetime2(3);
    SELECT @queue = MIN(queue) FROM [$(schema)].run WHERE namespace = @namespace AND due_at IS NOT NULL AND owner IS NULL;
    WHILE @queue IS NOT NULL
    BEGIN
        SELECT @priority = MAX(priority) FROM [$(schema)].run WHERE namespace = @namespace AND queue = @queue AND due_at IS NOT NULL AND owner IS NULL;
        WHILE @priority IS NOT NULL
        BEGIN
            SELECT @due_at = MIN(due_at)
            FROM [$(schema)].run
            WHERE namespace = @namespace AND queue = @queue AND priority = @priority AND due_at IS NOT NULL AND owner IS NULL;
            IF @next IS NULL OR @due_at < @next SET @next = @due_at;
            SELECT @priority = MAX(priority)
            FROM [$(schema)].run
            WHERE namespace = @namespace AND queue = @queue AND priority < @priority AND due_at IS NOT NULL AND owner IS NULL;
        END;
        SELECT @queue = MIN(queue) FROM [$(schema)].run WHERE namespace = @namespace AND queue > @queue AND due_at IS NOT NULL AND owner IS NULL;
    END;
    SELECT @next AS due_at;
END;
GO
