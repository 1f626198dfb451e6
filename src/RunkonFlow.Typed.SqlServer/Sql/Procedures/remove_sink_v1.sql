-- Keeps nothing for a sink any more. For workers. Safe to repeat.
-- Locks: sink_cursor, sink; then, in transactions of their own, event_line, event_feed.
CREATE PROCEDURE [$(schema)].remove_sink_v1
    @sink nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @top bigint, @deleted int = 1000;
    BEGIN TRANSACTION;
    DELETE FROM [$(schema)].sink_cursor WHERE name = @sink;
    DELETE FROM [$(schema)].sink WHERE name = @sink;
    COMMIT TRANSACTION;
    -- In this order: a sink that is registered meanwhile wants only what is written later.
    SELECT @top = MAX(line_no) FROM [$(schema)].event_line;
    IF NOT EXISTS (SELECT 1 FROM [$(schema)].sink)
        WHILE @deleted = 1000
        BEGIN
            DELETE TOP (1000) FROM [$(schema)].event_line WHERE line_no <= @top;
            SET @deleted = @@ROWCOUNT;
        END;
    EXEC [$(schema)].trim_feed_v1;
END;
GO
