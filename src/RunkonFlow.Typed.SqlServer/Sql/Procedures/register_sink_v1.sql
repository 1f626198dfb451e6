-- Has all events kept for a sink, from those on that become visible later; one that is known stays as it is. For workers. Safe to repeat.
-- Locks: event_head, event_feed, event_line, sink_cursor, sink.
CREATE PROCEDURE [$(schema)].register_sink_v1
    @sink nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @moved int = 1;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    UPDATE [$(schema)].event_head SET last_no = last_no WHERE head_id = 1;
    IF NOT EXISTS (SELECT 1 FROM [$(schema)].sink WHERE name = @sink)
    BEGIN
        WHILE @moved > 0 EXEC [$(schema)].number_events_v1 1000, @moved OUTPUT;
        INSERT INTO [$(schema)].sink_cursor (name, feed_no) SELECT @sink, last_no FROM [$(schema)].event_head WHERE head_id = 1;
        INSERT INTO [$(schema)].sink (name, registered_at) VALUES (@sink, @now);
    END;
    COMMIT TRANSACTION;
END;
GO
