-- Appends an event to a run whose row the caller has locked. Internal.
-- Locks: run, event, event_line.
CREATE PROCEDURE [$(schema)].add_event_v1
    @run_key bigint, @kind varchar(30), @now datetime2(3), @detail nvarchar(max), @detail_at datetime2(3),
    @node_id nvarchar(600), @path varchar(100), @attempt int
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    UPDATE [$(schema)].run SET events = events + 1 WHERE run_key = @run_key;
    INSERT INTO [$(schema)].event (run_key, number, kind, node_id, path, attempt, detail, detail_at, happened_at)
    SELECT run_key, events, @kind, @node_id, @path, @attempt, @detail, @detail_at, @now
    FROM [$(schema)].run
    WHERE run_key = @run_key;
    IF EXISTS (SELECT 1 FROM [$(schema)].sink)
        INSERT INTO [$(schema)].event_line (run_key, first_event, last_event)
        SELECT run_key, events, events FROM [$(schema)].run WHERE run_key = @run_key;
END;
GO
