-- Locks the limits that a batch of commits takes or gives back, all of them before the first is touched, so that two batches cannot wait for
-- each other. A limit that is asked for the first time gets its row. Internal.
-- Locks: run (held), limit_state in order of is_rate, namespace and key. Reads: permit, permit_line.
CREATE PROCEDURE [$(schema)].lock_limits_v1
    @commits [$(schema)].commit_rows_v1 READONLY, @notes [$(schema)].note_rows_v1 READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @place int, @namespace nvarchar(200), @key_text nvarchar(400), @is_rate bit, @is_asked bit;
    DECLARE @limits TABLE (place int IDENTITY(1, 1) NOT NULL PRIMARY KEY, namespace nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
                           key_text nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL, is_rate bit NOT NULL, is_asked bit NOT NULL);
    INSERT INTO @limits (namespace, key_text, is_rate, is_asked)
    SELECT x.namespace, x.key_text, x.is_rate, MAX(x.is_asked)
    FROM (SELECT r.namespace, n.text AS key_text, CASE WHEN n.per IS NULL THEN 0 ELSE 1 END AS is_rate, 1 AS is_asked
          FROM @commits AS c
          JOIN [$(schema)].run AS r ON r.run_id = c.run_id
          JOIN @notes AS n ON n.commit_no = c.commit_no AND n.kind = 5
          WHERE c.is_refused = 0
          UNION ALL
          SELECT p.namespace, p.key_text, 0, 0
          FROM @commits AS c
          JOIN [$(schema)].run AS r ON r.run_id = c.run_id AND r.has_limits = 1
          JOIN [$(schema)].permit AS p ON p.run_key = r.run_key
          UNION ALL
          SELECT l.namespace, l.key_text, 0, 0
          FROM @commits AS c
          JOIN [$(schema)].run AS r ON r.run_id = c.run_id AND r.has_limits = 1
          JOIN [$(schema)].permit_line AS l ON l.run_key = r.run_key) AS x
    GROUP BY x.namespace, x.key_text, x.is_rate
    ORDER BY x.is_rate, x.namespace, x.key_text;
    SELECT @place = MIN(place) FROM @limits;
    WHILE @place IS NOT NULL
    BEGIN
        SELECT @namespace = namespace, @key_text = key_text, @is_rate = is_rate, @is_asked = is_asked FROM @limits WHERE place = @place;
        UPDATE [$(schema)].limit_state WITH (UPDLOCK, ROWLOCK) SET full_at = full_at WHERE namespace = @namespace AND key_text = @key_text AND is_rate = @is_rate;
        IF @@ROWCOUNT = 0 AND @is_asked = 1
            INSERT INTO [$(schema)].limit_state (namespace, key_text, is_rate, full_at) VALUES (@namespace, @key_text, @is_rate, 0);
        SELECT @place = MIN(place) FROM @limits WHERE place > @place;
    END;
END;
GO
