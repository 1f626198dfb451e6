-- Skips what is pending of a fan-out: all of it, or what depends, directly or not, on one item. Internal.
-- Locks: the fan-out's run (held), event, item, fan_out, event_line.
CREATE PROCEDURE [$(schema)].skip_items_v1
    @step_id bigint, @needs bigint, @why nvarchar(400), @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @skip TABLE (item_key bigint NOT NULL PRIMARY KEY);
    DECLARE @added int, @skipped int, @run_key bigint, @events bigint, @ended_at datetime2(3);
    IF @needs IS NULL
        INSERT INTO @skip (item_key) SELECT item_key FROM [$(schema)].item WHERE step_id = @step_id AND status = 0;
    ELSE
    BEGIN
        INSERT INTO @skip (item_key) SELECT item_key FROM [$(schema)].item_dependency WHERE needs = @needs;
        SET @added = @@ROWCOUNT;
        WHILE @added > 0
        BEGIN
            INSERT INTO @skip (item_key)
            SELECT DISTINCT d.item_key
            FROM @skip AS s
            JOIN [$(schema)].item_dependency AS d ON d.needs = s.item_key
            WHERE NOT EXISTS (SELECT 1 FROM @skip AS k WHERE k.item_key = d.item_key);
            SET @added = @@ROWCOUNT;
        END;
    END;

    SELECT @run_key = r.run_key, @events = r.events, @ended_at = r.ended_at
    FROM [$(schema)].fan_out AS f
    JOIN [$(schema)].run AS r ON r.run_key = f.run_key
    WHERE f.step_id = @step_id;
    IF @ended_at IS NULL
        INSERT INTO [$(schema)].event (run_key, number, kind, node_id, path, attempt, detail, detail_at, happened_at)
        SELECT @run_key, @events + ROW_NUMBER() OVER (ORDER BY i.item_key), 'item-ended', s.node_id, s.path, s.attempt,
               i.item_type + N'/' + i.item_id + N': skipped', NULL, @now
        FROM @skip AS k
        JOIN [$(schema)].item AS i ON i.step_id = @step_id AND i.item_key = k.item_key
        JOIN [$(schema)].step AS s ON s.step_id = i.step_id
        WHERE i.status = 0;
    UPDATE [$(schema)].item
    SET status = 4, completed_at = @now, error = @why
    WHERE step_id = @step_id AND status = 0 AND item_key IN (SELECT k.item_key FROM @skip AS k);
    SET @skipped = @@ROWCOUNT;
    IF @skipped = 0 RETURN;
    UPDATE [$(schema)].fan_out SET skipped = skipped + @skipped WHERE step_id = @step_id;
    IF @ended_at IS NOT NULL RETURN;
    UPDATE [$(schema)].run SET events = events + @skipped WHERE run_key = @run_key;
    IF EXISTS (SELECT 1 FROM [$(schema)].sink)
        INSERT INTO [$(schema)].event_line (run_key, first_event, last_event) VALUES (@run_key, @events + 1, @events + @skipped);
END;
GO
