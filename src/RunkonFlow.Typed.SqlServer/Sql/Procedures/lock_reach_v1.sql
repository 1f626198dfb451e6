-- Locks a run for a change that may end it, bring it back to life or take it from its owner, and with it the runs that this may reach, in
-- order of the key: the run above it, and those that come next in line for permits that it holds. Internal. Who comes into line
-- meanwhile is locked when it is woken; should two transactions meet there crosswise the server ends one, and its client repeats the call.
-- Locks: run. Reads: run_detail, permit, permit_line.
CREATE PROCEDURE [$(schema)].lock_reach_v1
    @run_id char(26)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @run_key bigint, @is_awaited bit, @has_limits bit;
    DECLARE @locks TABLE (run_key bigint NOT NULL PRIMARY KEY);
    SELECT @run_key = run_key, @is_awaited = is_awaited, @has_limits = has_limits FROM [$(schema)].run WHERE run_id = @run_id;
    IF @run_key IS NULL RETURN;
    INSERT INTO @locks (run_key) VALUES (@run_key);
    IF @is_awaited = 1
        INSERT INTO @locks (run_key)
        SELECT p.run_key FROM [$(schema)].run_detail AS d JOIN [$(schema)].run AS p ON p.run_id = d.parent WHERE d.run_key = @run_key;
    IF @has_limits = 1
        INSERT INTO @locks (run_key)
        SELECT DISTINCT x.run_key
        FROM (SELECT l.run_key, h.held, ROW_NUMBER() OVER (PARTITION BY l.namespace, l.key_text ORDER BY l.line_no) AS place
              FROM (SELECT p.namespace, p.key_text, COUNT(*) AS held FROM [$(schema)].permit AS p WHERE p.run_key = @run_key GROUP BY p.namespace, p.key_text) AS h
              JOIN [$(schema)].permit_line AS l ON l.namespace = h.namespace AND l.key_text = h.key_text) AS x
        WHERE x.place <= x.held AND NOT EXISTS (SELECT 1 FROM @locks AS k WHERE k.run_key = x.run_key);
    SELECT @run_key = MIN(run_key) FROM @locks;
    WHILE @run_key IS NOT NULL
    BEGIN
        UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @run_key;
        SELECT @run_key = MIN(run_key) FROM @locks WHERE run_key > @run_key;
    END;
END;
GO
