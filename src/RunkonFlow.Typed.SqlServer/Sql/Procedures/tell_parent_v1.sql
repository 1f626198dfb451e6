-- A run has ended for whose end its parent waits: the parent learns of it in the same transaction, unless it has ended itself. Internal.
-- Locks: the parent's run (held by those who knew, see commit_runs_v1 and lock_reach_v1), event, event_line.
CREATE PROCEDURE [$(schema)].tell_parent_v1
    @run_key bigint, @to tinyint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @parent_key bigint, @node_id nvarchar(600), @detail nvarchar(100), @status tinyint;
    SELECT @parent_key = p.run_key, @node_id = d.parent_node,
           @detail = c.run_id + CASE @to WHEN 3 THEN N': completed' WHEN 4 THEN N': failed' ELSE N': cancelled' END
    FROM [$(schema)].run AS c
    JOIN [$(schema)].run_detail AS d ON d.run_key = c.run_key
    JOIN [$(schema)].run AS p ON p.run_id = d.parent
    WHERE c.run_key = @run_key;
    IF @parent_key IS NULL RETURN;
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @parent_key;
    SELECT @status = status FROM [$(schema)].run WHERE run_key = @parent_key;
    IF @status IN (3, 4, 5) RETURN;
    EXEC [$(schema)].add_event_v1 @parent_key, 'child-ended', @now, @detail, NULL, @node_id, '', 0;
    EXEC [$(schema)].wake_run_v1 @parent_key, @now;
END;
GO
