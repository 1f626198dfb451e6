-- A run that ends leaves nothing open: what waits, or has not begun, is skipped, or cancelled with a cancelled run; an attempt that
-- still counts as running is cancelled; items inserted by name are skipped; fan-outs are broken off. Internal.
-- Locks: run (held), event, step, event_line, item, then as break_fan_out_v1.
CREATE PROCEDURE [$(schema)].close_open_work_v1
    @run_key bigint, @to tinyint, @has_items bit, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @events bigint, @closed int, @step_id bigint;
    SELECT @events = events FROM [$(schema)].run WHERE run_key = @run_key;

    INSERT INTO [$(schema)].event (run_key, number, kind, node_id, path, attempt, detail, detail_at, happened_at)
    SELECT run_key, @events + ROW_NUMBER() OVER (ORDER BY step_id DESC),
           CASE WHEN status = 1 OR @to = 5 THEN 'step-cancelled' ELSE 'step-skipped' END, node_id, path, attempt, error, NULL, @now
    FROM [$(schema)].step
    WHERE run_key = @run_key AND status < 3;
    SET @closed = @@ROWCOUNT;
    IF @closed > 0
    BEGIN
        UPDATE s
        SET status = CASE WHEN s.status = 1 OR @to = 5 THEN 7 ELSE 5 END, ended_at = @now, last_event = e.number
        FROM [$(schema)].step AS s
        JOIN [$(schema)].event AS e ON e.run_key = s.run_key AND e.node_id = s.node_id AND e.path = s.path AND e.attempt = s.attempt AND e.number > @events
        WHERE s.run_key = @run_key AND s.status < 3;
        IF EXISTS (SELECT 1 FROM [$(schema)].sink)
            INSERT INTO [$(schema)].event_line (run_key, first_event, last_event) VALUES (@run_key, @events + 1, @events + @closed);
        UPDATE [$(schema)].run SET events = events + @closed WHERE run_key = @run_key;
    END;
    IF @has_items = 0 RETURN;

    SELECT @events = events FROM [$(schema)].run WHERE run_key = @run_key;
    INSERT INTO [$(schema)].event (run_key, number, kind, node_id, path, attempt, detail, detail_at, happened_at)
    SELECT s.run_key, @events + ROW_NUMBER() OVER (ORDER BY i.step_id, i.item_key), 'item-ended', s.node_id, s.path, s.attempt,
           i.item_type + N'/' + i.item_id + N': skipped', NULL, @now
    FROM [$(schema)].step AS s
    JOIN [$(schema)].item AS i ON i.step_id = s.step_id
    WHERE s.run_key = @run_key AND i.status < 2 AND i.run_id IS NULL;
    SET @closed = @@ROWCOUNT;
    IF @closed > 0
    BEGIN
        UPDATE [$(schema)].item
        SET status = 4, completed_at = @now
        WHERE status < 2 AND run_id IS NULL AND step_id IN (SELECT s.step_id FROM [$(schema)].step AS s WHERE s.run_key = @run_key);
        IF EXISTS (SELECT 1 FROM [$(schema)].sink)
            INSERT INTO [$(schema)].event_line (run_key, first_event, last_event) VALUES (@run_key, @events + 1, @events + @closed);
        UPDATE [$(schema)].run SET events = events + @closed WHERE run_key = @run_key;
    END;

    SELECT @step_id = MIN(step_id) FROM [$(schema)].fan_out WHERE run_key = @run_key AND is_collected = 0;
    WHILE @step_id IS NOT NULL
    BEGIN
        EXEC [$(schema)].break_fan_out_v1 @step_id, @now;
        SELECT @step_id = MIN(step_id) FROM [$(schema)].fan_out WHERE run_key = @run_key AND is_collected = 0 AND step_id > @step_id;
    END;
END;
GO
