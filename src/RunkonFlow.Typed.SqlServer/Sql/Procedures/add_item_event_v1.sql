-- Appends the event of an item to its fan-out's run; a run that has ended has its last event. Internal.
-- Locks: run (held), event, event_line.
CREATE PROCEDURE [$(schema)].add_item_event_v1
    @run_key bigint, @step_id bigint, @item_key bigint, @kind varchar(30), @ended tinyint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    IF EXISTS (SELECT 1 FROM [$(schema)].run WHERE run_key = @run_key AND ended_at IS NOT NULL) RETURN;
    DECLARE @node_id nvarchar(400), @path varchar(100), @attempt int, @detail nvarchar(max);
    SELECT @node_id = s.node_id, @path = s.path, @attempt = s.attempt,
           @detail = i.item_type + N'/' + i.item_id
               + CASE @ended WHEN 2 THEN N': completed' WHEN 3 THEN N': failed' WHEN 4 THEN N': skipped' ELSE N'' END
    FROM [$(schema)].item AS i
    JOIN [$(schema)].step AS s ON s.step_id = i.step_id
    WHERE i.step_id = @step_id AND i.item_key = @item_key;
    EXEC [$(schema)].add_event_v1 @run_key, @kind, @now, @detail, NULL, @node_id, @path, @attempt;
END;
GO
