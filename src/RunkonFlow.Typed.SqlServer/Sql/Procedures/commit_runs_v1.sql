-- Owners' commits, a batch of them, each all or nothing: the whole protocol of a run's owner is here. For workers.
-- Answers one row per commit: 0 applied, 1 already applied, 2 fenced, 3 refused, 4 not found, 5 limited. A run that is fenced or
-- refused does not disturb the others. On an error nothing is applied; the caller divides the batch until the offender is alone.
-- Locks: all runs that the batch knows to touch, own and foreign, in order of the key; limit_state as lock_limits_v1; then run by run as
-- apply_commit_v1.
CREATE PROCEDURE [$(schema)].commit_runs_v1
    @commits [$(schema)].commit_rows_v1 READONLY, @steps [$(schema)].step_rows_v1 READONLY, @values [$(schema)].value_rows_v1 READONLY,
    @items [$(schema)].item_rows_v1 READONLY, @children [$(schema)].child_rows_v1 READONLY, @tags [$(schema)].text_rows_v1 READONLY,
    @notes [$(schema)].note_rows_v1 READONLY, @fan_outs [$(schema)].fan_out_rows_v1 READONLY,
    @fan_out_items [$(schema)].fan_out_item_rows_v1 READONLY, @dependencies [$(schema)].dependency_rows_v1 READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @locks TABLE (run_key bigint NOT NULL PRIMARY KEY);
    DECLARE @answers TABLE (commit_no int NOT NULL PRIMARY KEY, outcome tinyint NOT NULL, requests tinyint NOT NULL, sequence bigint NOT NULL,
                            inbox bigint NOT NULL, reason tinyint NOT NULL, text nvarchar(max) NULL, other nvarchar(400) NULL, from_status int NULL,
                            to_status int NULL, limited_by int NULL, retry_at bigint NULL);
    DECLARE @run_key bigint, @commit_no int, @outcome tinyint, @requests tinyint, @sequence bigint, @inbox bigint, @reason tinyint, @text nvarchar(max),
            @other nvarchar(400), @from int, @to int, @limited_by int, @retry_at bigint, @has_limits bit;

    INSERT INTO @locks (run_key) SELECT DISTINCT r.run_key FROM @commits AS c JOIN [$(schema)].run AS r ON r.run_id = c.run_id;
    IF EXISTS (SELECT 1 FROM @commits AS c WHERE c.status IN (3, 4, 5))
        INSERT INTO @locks (run_key)
        SELECT DISTINCT p.run_key
        FROM @commits AS c
        JOIN [$(schema)].run AS r ON r.run_id = c.run_id AND r.is_awaited = 1
        JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
        JOIN [$(schema)].run AS p ON p.run_id = d.parent
        WHERE c.status IN (3, 4, 5) AND NOT EXISTS (SELECT 1 FROM @locks AS l WHERE l.run_key = p.run_key);
    IF EXISTS (SELECT 1 FROM @commits AS c WHERE (c.parts & 16) = 16)
        INSERT INTO @locks (run_key)
        SELECT DISTINCT r.run_key
        FROM @notes AS n
        JOIN [$(schema)].run AS r ON r.run_id = n.text
        WHERE n.kind = 1 AND NOT EXISTS (SELECT 1 FROM @locks AS l WHERE l.run_key = r.run_key);
    IF EXISTS (SELECT 1 FROM @commits AS c WHERE (c.parts & 64) = 64 OR c.status IN (3, 4, 5))
        INSERT INTO @locks (run_key)
        SELECT DISTINCT i.run_key
        FROM @commits AS c
        JOIN [$(schema)].run AS r ON r.run_id = c.run_id AND r.has_items = 1
        JOIN [$(schema)].fan_out AS f ON f.run_key = r.run_key AND f.is_collected = 0
        JOIN [$(schema)].item AS m ON m.step_id = f.step_id AND m.status = 1
        JOIN [$(schema)].run AS i ON i.run_id = m.run_id
        WHERE NOT EXISTS (SELECT 1 FROM @locks AS l WHERE l.run_key = i.run_key);
    SELECT @has_limits = 1 FROM @commits AS c JOIN [$(schema)].run AS r ON r.run_id = c.run_id WHERE r.has_limits = 1 AND c.generation = r.generation;
    IF @has_limits = 1
        INSERT INTO @locks (run_key)
        SELECT DISTINCT x.run_key
        FROM (SELECT l.run_key, h.held, ROW_NUMBER() OVER (PARTITION BY l.namespace, l.key_text ORDER BY l.line_no) AS place
              FROM (SELECT p.namespace, p.key_text, COUNT(*) AS held
                    FROM @commits AS c
                    JOIN [$(schema)].run AS r ON r.run_id = c.run_id AND r.has_limits = 1
                    JOIN [$(schema)].permit AS p ON p.run_key = r.run_key
                    WHERE c.releases = 1 OR c.status NOT IN (1, 2, 6)
                       OR EXISTS (SELECT 1 FROM @steps AS s WHERE s.commit_no = c.commit_no AND s.operation = p.operation AND s.status >= 3)
                    GROUP BY p.namespace, p.key_text) AS h
              JOIN [$(schema)].permit_line AS l ON l.namespace = h.namespace AND l.key_text = h.key_text) AS x
        WHERE x.place <= x.held AND NOT EXISTS (SELECT 1 FROM @locks AS l WHERE l.run_key = x.run_key);

    BEGIN TRANSACTION;
    SELECT @run_key = MIN(run_key) FROM @locks;
    WHILE @run_key IS NOT NULL
    BEGIN
        UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @run_key;
        SELECT @run_key = MIN(run_key) FROM @locks WHERE run_key > @run_key;
    END;
    IF @has_limits = 1 OR EXISTS (SELECT 1 FROM @commits AS c WHERE (c.parts & 256) = 256) EXEC [$(schema)].lock_limits_v1 @commits, @notes;

    SELECT @commit_no = MIN(c.commit_no) FROM @commits AS c;
    WHILE @commit_no IS NOT NULL
    BEGIN
        EXEC [$(schema)].apply_commit_v1 @commit_no, @commits, @steps, @values, @items, @children, @tags, @notes, @fan_outs, @fan_out_items, @dependencies,
            @outcome OUTPUT, @requests OUTPUT, @sequence OUTPUT, @inbox OUTPUT, @reason OUTPUT, @text OUTPUT, @other OUTPUT, @from OUTPUT, @to OUTPUT,
            @limited_by OUTPUT, @retry_at OUTPUT;
        INSERT INTO @answers (commit_no, outcome, requests, sequence, inbox, reason, text, other, from_status, to_status, limited_by, retry_at)
        VALUES (@commit_no, @outcome, @requests, @sequence, @inbox, @reason, @text, @other, @from, @to, @limited_by, @retry_at);
        SELECT @commit_no = MIN(c.commit_no) FROM @commits AS c WHERE c.commit_no > @commit_no;
    END;
    COMMIT TRANSACTION;

    SELECT commit_no, outcome, requests, sequence, inbox, reason, text, other, from_status, to_status, limited_by, retry_at
    FROM @answers
    ORDER BY commit_no;
END;
GO
