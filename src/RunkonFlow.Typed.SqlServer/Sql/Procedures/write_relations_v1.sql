-- The parts of a commit that reach items, signals, replies, children, fan-outs and saved progress. Internal.
-- Locks: run (held), then as write_items_v1, signal, signal_key, then as create_children_v1, cancel_run_v1, begin_fan_out_v1 and break_fan_out_v1;
-- saved_progress.
CREATE PROCEDURE [$(schema)].write_relations_v1
    @run_key bigint, @commit_no int, @parts int, @commits [$(schema)].commit_rows_v1 READONLY, @steps [$(schema)].step_rows_v1 READONLY, @values [$(schema)].value_rows_v1 READONLY,
    @items [$(schema)].item_rows_v1 READONLY, @children [$(schema)].child_rows_v1 READONLY, @tags [$(schema)].text_rows_v1 READONLY,
    @notes [$(schema)].note_rows_v1 READONLY, @fan_outs [$(schema)].fan_out_rows_v1 READONLY,
    @fan_out_items [$(schema)].fan_out_item_rows_v1 READONLY, @dependencies [$(schema)].dependency_rows_v1 READONLY, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @place int, @child_key bigint, @why nvarchar(400), @run_id nvarchar(26), @answer tinyint, @number int, @step_id bigint;
    SELECT @run_id = run_id FROM [$(schema)].run WHERE run_key = @run_key;
    IF (@parts & 4) = 4 EXEC [$(schema)].write_items_v1 @run_key, @commit_no, @items, @now;
    IF (@parts & 32) = 32
        DELETE FROM [$(schema)].signal
        WHERE run_key = @run_key AND number IN (SELECT n.number FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 2);
    IF (@parts & 1024) = 1024
        UPDATE k
        SET reply = n.json
        FROM [$(schema)].signal_key AS k
        JOIN @notes AS n ON n.text = k.name AND n.operation = k.key_hash
        WHERE k.run_key = @run_key AND k.reply IS NULL AND n.commit_no = @commit_no AND n.kind = 6
          AND NOT EXISTS (SELECT 1 FROM @notes AS f
                          WHERE f.commit_no = n.commit_no AND f.kind = 6 AND f.text = n.text AND f.operation = n.operation AND f.place < n.place);
    IF (@parts & 8) = 8 EXEC [$(schema)].create_children_v1 @run_key, @commit_no, @children, @tags, @now;
    IF (@parts & 16) = 16
    BEGIN
        SELECT @place = MIN(n.place) FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 1;
        WHILE @place IS NOT NULL
        BEGIN
            SET @child_key = NULL;
            SELECT @child_key = r.run_key, @why = n.reason
            FROM @notes AS n
            JOIN [$(schema)].run AS r ON r.run_id = n.text
            JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
            WHERE n.commit_no = @commit_no AND n.place = @place AND d.parent = @run_id;
            IF @child_key IS NOT NULL EXEC [$(schema)].cancel_run_v1 @child_key, @why, @run_id, 0, @now, @answer OUTPUT, @number OUTPUT;
            SELECT @place = MIN(n.place) FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 1 AND n.place > @place;
        END;
    END;
    IF (@parts & 512) = 512
    BEGIN
        SELECT @place = MIN(f.place) FROM @fan_outs AS f WHERE f.commit_no = @commit_no;
        WHILE @place IS NOT NULL
        BEGIN
            EXEC [$(schema)].begin_fan_out_v1 @run_key, @commit_no, @place, @fan_outs, @fan_out_items, @dependencies, @now;
            SELECT @place = MIN(f.place) FROM @fan_outs AS f WHERE f.commit_no = @commit_no AND f.place > @place;
        END;
    END;
    IF (@parts & 64) = 64
    BEGIN
        SELECT @place = MIN(n.place) FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 3;
        WHILE @place IS NOT NULL
        BEGIN
            SET @step_id = NULL;
            SELECT @step_id = f.step_id
            FROM @notes AS n
            JOIN [$(schema)].step AS s ON s.run_key = @run_key AND s.operation = n.operation AND s.attempt = n.number
            JOIN [$(schema)].fan_out AS f ON f.step_id = s.step_id
            WHERE n.commit_no = @commit_no AND n.place = @place;
            IF @step_id IS NOT NULL EXEC [$(schema)].break_fan_out_v1 @step_id, @now;
            SELECT @place = MIN(n.place) FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 3 AND n.place > @place;
        END;
    END;
    IF (@parts & 128) = 128
    BEGIN
        DELETE FROM [$(schema)].saved_progress
        WHERE run_key = @run_key AND operation IN (SELECT n.operation FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 4);
        INSERT INTO [$(schema)].saved_progress (run_key, operation, node_id, path, json)
        SELECT @run_key, n.operation, n.text, n.path, n.json
        FROM @notes AS n
        WHERE n.commit_no = @commit_no AND n.kind = 4 AND n.json IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM @notes AS l
                          WHERE l.commit_no = n.commit_no AND l.kind = 4 AND l.operation = n.operation AND l.place > n.place);
    END;
END;
GO
