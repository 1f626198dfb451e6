-- The earliest due time of all runs of a namespace that nobody owns, by jumps over queues and priorities, so that runs which are parked
-- until later cost nothing. Internal.
-- Reads: run.
CREATE PROCEDURE [$(schema)].find_next_due_v1
    @namespace nvarchar(200), @next datetime2(3) OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @queue nvarchar(200), @priority int, @due_at datetime2(3);
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
END;
GO
