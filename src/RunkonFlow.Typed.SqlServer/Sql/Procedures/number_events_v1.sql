-- Gives the events that have become visible the next numbers of the feed, at most so many of their lines, in the order in which they were
-- written; answers how many. Line numbers alone would not do: they are handed out before the transactions end, so a later one may become
-- visible first. Here all that is visible is taken, whoever is first gives the number, and what is under way comes in a later turn.
-- Of one run nothing is overtaken: its row is locked from the line to the end of the transaction, so when a later line is there, the
-- earlier one is visible. @top keeps that true while the lines are read, which takes time. In a transaction of the caller's. Internal.
-- Locks: event_head, event_feed, event_line.
CREATE PROCEDURE [$(schema)].number_events_v1
    @most int, @moved int OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @last bigint, @top bigint;
    DECLARE @lines TABLE (line_no bigint NOT NULL PRIMARY KEY, run_key bigint NOT NULL, first_event bigint NOT NULL, last_event bigint NOT NULL);
    SET @moved = 0;
    IF NOT EXISTS (SELECT 1 FROM [$(schema)].event_line) RETURN;
    UPDATE [$(schema)].event_head SET last_no = last_no WHERE head_id = 1;
    SELECT @last = last_no FROM [$(schema)].event_head WHERE head_id = 1;
    SELECT @top = MAX(line_no) FROM [$(schema)].event_line;
    INSERT INTO @lines (line_no, run_key, first_event, last_event)
    SELECT TOP (@most) line_no, run_key, first_event, last_event
    FROM [$(schema)].event_line
    WHERE line_no <= @top
    ORDER BY line_no;
    SET @moved = @@ROWCOUNT;
    INSERT INTO [$(schema)].event_feed (feed_no, run_key, first_event, last_event)
    SELECT @last + ROW_NUMBER() OVER (ORDER BY x.line_no), x.run_key, x.first_event, x.last_event FROM @lines AS x;
    DELETE FROM [$(schema)].event_line WHERE line_no IN (SELECT x.line_no FROM @lines AS x);
    UPDATE [$(schema)].event_head SET last_no = @last + @moved WHERE head_id = 1;
END;
GO
