-- The next events of a sink, of so many lines of the feed: the number up to which they go, then the events in their order. Gives numbers
-- first, when too few have one. For workers.
-- Locks: as number_events_v1, in a transaction of its own. Reads: sink_cursor, event_feed, run, event.
CREATE PROCEDURE [$(schema)].read_sink_v1
    @sink nvarchar(200), @most int
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @cursor bigint, @there int, @moved int;
    DECLARE @next TABLE (feed_no bigint NOT NULL PRIMARY KEY, run_key bigint NOT NULL, first_event bigint NOT NULL, last_event bigint NOT NULL);
    SELECT @cursor = feed_no FROM [$(schema)].sink_cursor WHERE name = @sink;
    SELECT @there = COUNT(*) FROM (SELECT TOP (@most) feed_no FROM [$(schema)].event_feed WHERE feed_no > @cursor ORDER BY feed_no) AS f;
    IF @cursor IS NOT NULL AND @there < @most
    BEGIN
        BEGIN TRANSACTION;
        EXEC [$(schema)].number_events_v1 1000, @moved OUTPUT;
        COMMIT TRANSACTION;
    END;

    -- A run that was purged while its events got their numbers has left them behind: they are passed over.
    INSERT INTO @next (feed_no, run_key, first_event, last_event)
    SELECT TOP (@most) f.feed_no, f.run_key, f.first_event, f.last_event
    FROM [$(schema)].event_feed AS f
    JOIN [$(schema)].run AS r ON r.run_key = f.run_key
    WHERE f.feed_no > @cursor
    ORDER BY f.feed_no;
    SELECT COALESCE(MAX(n.feed_no), @cursor, 0) AS cursor_no FROM @next AS n;
    SELECT e.run_id, e.number, e.kind, e.node_id, e.path, e.attempt, e.detail, e.detail_at, e.happened_at
    FROM (SELECT n.feed_no, r.run_id, CAST(1 AS bigint) AS number, CAST('run-created' AS varchar(30)) AS kind, CAST(NULL AS nvarchar(600)) AS node_id,
                 CAST(NULL AS varchar(100)) AS path, 0 AS attempt, CAST(NULL AS nvarchar(max)) AS detail, CAST(NULL AS datetime2(3)) AS detail_at,
                 r.created_at AS happened_at
          FROM @next AS n
          JOIN [$(schema)].run AS r ON r.run_key = n.run_key
          WHERE n.first_event = 1
          UNION ALL
          SELECT n.feed_no, r.run_id, v.number, v.kind, v.node_id, v.path, v.attempt, v.detail, v.detail_at, v.happened_at
          FROM @next AS n
          JOIN [$(schema)].run AS r ON r.run_key = n.run_key
          JOIN [$(schema)].event AS v ON v.run_key = n.run_key AND v.number >= n.first_event AND v.number <= n.last_event) AS e
    ORDER BY e.feed_no, e.number;
END;
GO
