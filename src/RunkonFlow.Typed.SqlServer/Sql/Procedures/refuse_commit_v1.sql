-- Finds the first thing in a commit that the tables refuse; nothing is changed. Internal. @reason is 0 when there is none, else see
-- RefusalText.cs.
-- Locks: none beyond the run (held). Reads: step, item, run, run_detail, fan_out, idempotency_key.
CREATE PROCEDURE [$(schema)].refuse_commit_v1
    @run_key bigint, @commit_no int, @commits [$(schema)].commit_rows_v1 READONLY, @steps [$(schema)].step_rows_v1 READONLY, @values [$(schema)].value_rows_v1 READONLY,
    @items [$(schema)].item_rows_v1 READONLY, @children [$(schema)].child_rows_v1 READONLY, @tags [$(schema)].text_rows_v1 READONLY,
    @notes [$(schema)].note_rows_v1 READONLY, @fan_outs [$(schema)].fan_out_rows_v1 READONLY,
    @fan_out_items [$(schema)].fan_out_item_rows_v1 READONLY, @dependencies [$(schema)].dependency_rows_v1 READONLY,
    @reason tinyint OUTPUT, @text nvarchar(max) OUTPUT, @other nvarchar(400) OUTPUT, @from int OUTPUT, @to int OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @status tinyint, @new_status tinyint, @releases bit, @is_refused bit, @parts int, @place int, @depth int, @run_id char(26), @namespace nvarchar(200);
    SET @reason = 0;
    SELECT @status = r.status, @run_id = r.run_id, @namespace = r.namespace FROM [$(schema)].run AS r WHERE r.run_key = @run_key;
    SELECT @new_status = c.status, @releases = c.releases, @is_refused = c.is_refused, @parts = c.parts FROM @commits AS c WHERE c.commit_no = @commit_no;

    IF NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 0 AND t.from_status = @status AND t.to_status = @new_status)
        SELECT @reason = 1, @from = @status, @to = @new_status;
    ELSE IF @new_status = 1 AND @releases = 1 SET @reason = 2;
    ELSE IF @is_refused = 1 SET @reason = 15;
    IF @reason <> 0 RETURN;

    IF (@parts & 1) = 1
    BEGIN
        -- Each write sees what those before it leave.
        SELECT TOP (1) @reason = 3, @text = x.node_id, @from = x.from_status, @to = x.status
        FROM (SELECT s.place, s.node_id, s.status,
                     COALESCE((SELECT TOP (1) p.status FROM @steps AS p
                               WHERE p.commit_no = s.commit_no AND p.operation = s.operation AND p.attempt = s.attempt AND p.place < s.place
                               ORDER BY p.place DESC),
                              (SELECT e.status FROM [$(schema)].step AS e
                               WHERE e.run_key = @run_key AND e.operation = s.operation AND e.attempt = s.attempt)) AS from_status
              FROM @steps AS s
              WHERE s.commit_no = @commit_no) AS x
        WHERE x.from_status IS NOT NULL AND x.from_status <> x.status
          AND NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 1 AND t.from_status = x.from_status AND t.to_status = x.status)
        ORDER BY x.place;
        IF @reason <> 0 RETURN;
    END;

    IF (@parts & 4) = 4
    BEGIN
        EXEC [$(schema)].refuse_items_v1 @run_key, @commit_no, @items, @reason OUTPUT, @text OUTPUT, @from OUTPUT, @to OUTPUT;
        IF @reason <> 0 RETURN;
    END;

    IF (@parts & 520) <> 0
    BEGIN
        SELECT @depth = depth FROM [$(schema)].run_detail WHERE run_key = @run_key;
        IF @depth >= 32
        BEGIN
            SET @reason = 8;
            RETURN;
        END;
    END;

    IF (@parts & 8) = 8
    BEGIN
        SELECT TOP (1) @reason = 9, @text = n.run_id
        FROM @children AS n
        JOIN [$(schema)].run AS r ON r.run_id = n.run_id
        JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
        WHERE n.commit_no = @commit_no AND (d.parent IS NULL OR d.parent <> @run_id)
        ORDER BY n.place;
        IF @reason <> 0 RETURN;
        SELECT TOP (1) @reason = 10, @text = n.key_text, @other = n.workflow
        FROM @children AS n
        WHERE n.commit_no = @commit_no AND n.key_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM [$(schema)].run AS r WHERE r.run_id = n.run_id)
          AND (EXISTS (SELECT 1 FROM [$(schema)].idempotency_key AS k
                       WHERE k.namespace = @namespace AND k.workflow = n.workflow AND k.key_hash = n.key_hash)
               OR EXISTS (SELECT 1 FROM @children AS p
                          WHERE p.commit_no = n.commit_no AND p.place < n.place AND p.workflow = n.workflow AND p.key_hash = n.key_hash))
        ORDER BY n.place;
        IF @reason <> 0 RETURN;
    END;

    IF (@parts & 512) = 512
    BEGIN
        SELECT TOP (1) @reason = 11, @from = f.place
        FROM @fan_outs AS f
        WHERE f.commit_no = @commit_no
          AND NOT EXISTS (SELECT 1 FROM @steps AS s WHERE s.commit_no = f.commit_no AND s.operation = f.operation AND s.attempt = f.attempt)
          AND NOT EXISTS (SELECT 1 FROM [$(schema)].step AS e WHERE e.run_key = @run_key AND e.operation = f.operation AND e.attempt = f.attempt)
        ORDER BY f.place;
        IF @reason <> 0 RETURN;
        SELECT TOP (1) @reason = 12, @from = f.place
        FROM @fan_outs AS f
        WHERE f.commit_no = @commit_no
          AND (EXISTS (SELECT 1 FROM [$(schema)].step AS e JOIN [$(schema)].fan_out AS o ON o.step_id = e.step_id
                       WHERE e.run_key = @run_key AND e.operation = f.operation AND e.attempt = f.attempt)
               OR EXISTS (SELECT 1 FROM [$(schema)].step AS e JOIN [$(schema)].item AS i ON i.step_id = e.step_id
                          WHERE e.run_key = @run_key AND e.operation = f.operation AND e.attempt = f.attempt)
               OR EXISTS (SELECT 1 FROM @fan_outs AS p
                          WHERE p.commit_no = f.commit_no AND p.place < f.place AND p.operation = f.operation AND p.attempt = f.attempt))
        ORDER BY f.place;
        IF @reason <> 0 RETURN;
        SELECT TOP (1) @reason = 13, @from = f.place
        FROM @fan_outs AS f
        WHERE f.commit_no = @commit_no AND f.previous_attempt <> 0
          AND NOT EXISTS (SELECT 1 FROM [$(schema)].step AS e JOIN [$(schema)].fan_out AS o ON o.step_id = e.step_id
                          WHERE e.run_key = @run_key AND e.operation = f.operation AND e.attempt = f.previous_attempt
                            AND o.completed + o.failed + o.skipped = o.total)
        ORDER BY f.place;
        IF @reason <> 0 RETURN;
        SELECT TOP (1) @reason = 9, @text = i.run_id
        FROM @fan_out_items AS i
        JOIN [$(schema)].run AS r ON r.run_id = i.run_id
        WHERE i.commit_no = @commit_no
        ORDER BY i.fan_out, i.place;
    END;
END;
GO
