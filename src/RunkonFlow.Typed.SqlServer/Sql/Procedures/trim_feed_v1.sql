-- Deletes from the feed what every sink has had, in small transactions. Internal.
-- Locks: event_feed.
CREATE PROCEDURE [$(schema)].trim_feed_v1
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @taken bigint, @least bigint, @deleted int = 1000;
    -- In this order: a sink that is registered meanwhile begins behind what is deleted.
    SELECT @taken = last_no FROM [$(schema)].event_head WHERE head_id = 1;
    SELECT @least = MIN(feed_no) FROM [$(schema)].sink_cursor;
    IF @least IS NOT NULL SET @taken = @least;
    WHILE @deleted = 1000
    BEGIN
        DELETE TOP (1000) FROM [$(schema)].event_feed WHERE feed_no <= @taken;
        SET @deleted = @@ROWCOUNT;
    END;
END;
GO
