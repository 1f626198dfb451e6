-- A sink has had the feed up to a number; 0 when the holder has lost it. Never goes back. For workers. Safe to repeat.
-- Locks: sink_cursor; then, in transactions of their own, event_feed.
CREATE PROCEDURE [$(schema)].advance_sink_v1
    @sink nvarchar(200), @holder nvarchar(200), @feed_no bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @advanced int;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    UPDATE [$(schema)].sink_cursor
    SET feed_no = CASE WHEN @feed_no > feed_no THEN @feed_no ELSE feed_no END
    WHERE name = @sink AND holder = @holder AND held_until > @now;
    SET @advanced = @@ROWCOUNT;
    IF @advanced = 1 EXEC [$(schema)].trim_feed_v1;
    SELECT @advanced AS advanced;
END;
GO
