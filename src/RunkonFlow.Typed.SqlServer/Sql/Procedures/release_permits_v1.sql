-- Gives back permits of a run, and its places in line: of one operation, of all its nodes, or of the run as a whole too; only those in use,
-- or all. Free permits go to the first in line, whose runs are woken. Internal.
-- Locks: run (held), limit_state in order of the key, permit_line, permit, then the runs that are woken, in order of the key (held, but for those
-- that came into line meanwhile, see lock_reach_v1).
CREATE PROCEDURE [$(schema)].release_permits_v1
    @run_key bigint, @operation binary(16), @spares_run bit, @only_used bit, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @namespace nvarchar(200), @key_text nvarchar(200), @line_no bigint, @most int, @waiting bigint, @next binary(16), @held int;
    DECLARE @keys TABLE (key_text nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);
    DECLARE @woken TABLE (run_key bigint NOT NULL);
    SELECT @namespace = namespace FROM [$(schema)].run WHERE run_key = @run_key;

    INSERT INTO @keys (key_text)
    SELECT key_text
    FROM [$(schema)].permit
    WHERE run_key = @run_key AND (@operation IS NULL OR operation = @operation) AND (@spares_run = 0 OR node_id <> N'') AND (@only_used = 0 OR is_used = 1)
    UNION
    SELECT key_text
    FROM [$(schema)].permit_line
    WHERE run_key = @run_key AND (@operation IS NULL OR operation = @operation) AND (@spares_run = 0 OR node_id <> N'') AND @only_used = 0;

    SELECT @key_text = MIN(key_text) FROM @keys;
    WHILE @key_text IS NOT NULL
    BEGIN
        UPDATE [$(schema)].limit_state WITH (UPDLOCK, ROWLOCK) SET full_at = full_at WHERE namespace = @namespace AND key_text = @key_text AND is_rate = 0;
        SELECT @key_text = MIN(key_text) FROM @keys WHERE key_text > @key_text;
    END;

    IF @only_used = 0
        DELETE FROM [$(schema)].permit_line
        WHERE run_key = @run_key AND (@operation IS NULL OR operation = @operation) AND (@spares_run = 0 OR node_id <> N'');
    DELETE FROM [$(schema)].permit
    WHERE run_key = @run_key AND (@operation IS NULL OR operation = @operation) AND (@spares_run = 0 OR node_id <> N'') AND (@only_used = 0 OR is_used = 1);

    SELECT @key_text = MIN(key_text) FROM @keys;
    WHILE @key_text IS NOT NULL
    BEGIN
        SET @line_no = NULL;
        SELECT @line_no = MIN(line_no) FROM [$(schema)].permit_line WHERE namespace = @namespace AND key_text = @key_text;
        WHILE @line_no IS NOT NULL
        BEGIN
            SELECT @waiting = run_key, @next = operation, @most = most FROM [$(schema)].permit_line WHERE line_no = @line_no;
            SELECT @held = COUNT(*) FROM [$(schema)].permit WHERE namespace = @namespace AND key_text = @key_text;
            IF @held >= @most BREAK;
            IF NOT EXISTS (SELECT 1 FROM [$(schema)].permit WHERE namespace = @namespace AND key_text = @key_text AND run_key = @waiting AND operation = @next)
                INSERT INTO [$(schema)].permit (namespace, key_text, run_key, operation, node_id, is_used)
                SELECT namespace, key_text, run_key, operation, node_id, 0 FROM [$(schema)].permit_line WHERE line_no = @line_no;
            DELETE FROM [$(schema)].permit_line WHERE line_no = @line_no;
            INSERT INTO @woken (run_key) VALUES (@waiting);
            SELECT @line_no = MIN(line_no) FROM [$(schema)].permit_line WHERE namespace = @namespace AND key_text = @key_text;
        END;
        SELECT @key_text = MIN(key_text) FROM @keys WHERE key_text > @key_text;
    END;

    SELECT @waiting = MIN(run_key) FROM @woken;
    WHILE @waiting IS NOT NULL
    BEGIN
        EXEC [$(schema)].wake_run_v1 @waiting, @now;
        SELECT @waiting = MIN(run_key) FROM @woken WHERE run_key > @waiting;
    END;

    UPDATE [$(schema)].run
    SET has_limits = CASE WHEN EXISTS (SELECT 1 FROM [$(schema)].permit AS p WHERE p.run_key = @run_key)
                            OR EXISTS (SELECT 1 FROM [$(schema)].permit_line AS l WHERE l.run_key = @run_key) THEN 1 ELSE 0 END
    WHERE run_key = @run_key;
END;
GO
