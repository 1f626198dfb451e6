-- Takes what a commit needs to begin limited steps: all of it or nothing. Where a permit is missing its node stands in line. Internal.
-- @limited_by is null when all is taken, else the request's number from 0; @retry_at is then set, in milliseconds since 1970, of a rate.
-- Locks: run (held), limit_state (held, see lock_limits_v1), permit_line, permit.
CREATE PROCEDURE [$(schema)].take_limits_v1
    @run_key bigint, @commit_no int, @notes [$(schema)].note_rows_v1 READONLY, @now datetime2(3),
    @limited_by int OUTPUT, @retry_at bigint OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @namespace nvarchar(200), @key_text nvarchar(400), @place int, @asked int, @most bigint, @per bigint, @operation binary(16);
    DECLARE @at bigint, @full_at bigint, @whole bigint, @one bigint, @next bigint, @taken int;
    DECLARE @keys TABLE (key_text nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL, is_rate bit NOT NULL, full_at bigint NOT NULL, PRIMARY KEY (key_text, is_rate));
    SELECT @namespace = namespace FROM [$(schema)].run WHERE run_key = @run_key;
    SET @at = DATEDIFF_BIG(millisecond, CAST('1970-01-01' AS datetime2(3)), @now) * 1000;

    INSERT INTO @keys (key_text, is_rate, full_at)
    SELECT DISTINCT l.key_text, l.is_rate, l.full_at
    FROM @notes AS n
    JOIN [$(schema)].limit_state AS l ON l.namespace = @namespace AND l.key_text = n.text AND l.is_rate = CASE WHEN n.per IS NULL THEN 0 ELSE 1 END
    WHERE n.commit_no = @commit_no AND n.kind = 5;
    SET @asked = 0;
    SELECT @place = MIN(n.place) FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 5;
    WHILE @place IS NOT NULL
    BEGIN
        SELECT @key_text = n.text, @most = n.number, @per = n.per, @operation = n.operation FROM @notes AS n WHERE n.commit_no = @commit_no AND n.place = @place;
        IF @per IS NOT NULL
        BEGIN
            -- A bucket is the moment at which it is full; with every token out that is the whole time away.
            SELECT @full_at = full_at FROM @keys WHERE key_text = @key_text AND is_rate = 1;
            SET @whole = CASE WHEN @per < 1000 THEN 1000 ELSE @per END;
            SET @one = CASE WHEN @whole / @most < 1 THEN 1 ELSE @whole / @most END;
            SET @next = CASE WHEN @full_at > @at THEN @full_at ELSE @at END + @one;
            IF @next - @at > @whole
            BEGIN
                SET @limited_by = @asked;
                SET @retry_at = (@next - @whole + 999) / 1000;
                RETURN;
            END;
            UPDATE @keys SET full_at = @next WHERE key_text = @key_text AND is_rate = 1;
        END;
        ELSE IF NOT EXISTS (SELECT 1 FROM [$(schema)].permit WHERE namespace = @namespace AND key_text = @key_text AND run_key = @run_key AND operation = @operation)
            AND NOT EXISTS (SELECT 1 FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 5 AND n.place < @place AND n.per IS NULL AND n.text = @key_text AND n.operation = @operation)
        BEGIN
            SELECT @taken = COUNT(*) FROM [$(schema)].permit WHERE namespace = @namespace AND key_text = @key_text;
            SELECT @taken = @taken + COUNT(DISTINCT n.operation)
            FROM @notes AS n
            WHERE n.commit_no = @commit_no AND n.kind = 5 AND n.place < @place AND n.per IS NULL AND n.text = @key_text
              AND NOT EXISTS (SELECT 1 FROM [$(schema)].permit AS p
                              WHERE p.namespace = @namespace AND p.key_text = n.text AND p.run_key = @run_key AND p.operation = n.operation);
            IF @taken >= @most
            BEGIN
                IF NOT EXISTS (SELECT 1 FROM [$(schema)].permit_line WHERE run_key = @run_key AND key_text = @key_text AND operation = @operation)
                    INSERT INTO [$(schema)].permit_line (namespace, key_text, run_key, operation, node_id, most)
                    SELECT @namespace, @key_text, @run_key, @operation, n.node_id, @most FROM @notes AS n WHERE n.commit_no = @commit_no AND n.place = @place;
                UPDATE [$(schema)].run SET has_limits = 1 WHERE run_key = @run_key;
                SET @limited_by = @asked;
                RETURN;
            END;
        END;
        SET @asked = @asked + 1;
        SELECT @place = MIN(n.place) FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 5 AND n.place > @place;
    END;

    SELECT @place = MIN(n.place) FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 5;
    WHILE @place IS NOT NULL
    BEGIN
        SELECT @key_text = n.text, @per = n.per, @operation = n.operation FROM @notes AS n WHERE n.commit_no = @commit_no AND n.place = @place;
        IF @per IS NOT NULL
        BEGIN
            SELECT @full_at = full_at FROM @keys WHERE key_text = @key_text AND is_rate = 1;
            UPDATE [$(schema)].limit_state SET full_at = @full_at WHERE namespace = @namespace AND key_text = @key_text AND is_rate = 1;
        END;
        ELSE
        BEGIN
            DELETE FROM [$(schema)].permit_line WHERE run_key = @run_key AND key_text = @key_text AND operation = @operation;
            UPDATE [$(schema)].permit SET is_used = 1 WHERE namespace = @namespace AND key_text = @key_text AND run_key = @run_key AND operation = @operation;
            IF @@ROWCOUNT = 0
                INSERT INTO [$(schema)].permit (namespace, key_text, run_key, operation, node_id, is_used)
                SELECT @namespace, @key_text, @run_key, @operation, n.node_id, 1 FROM @notes AS n WHERE n.commit_no = @commit_no AND n.place = @place;
            UPDATE [$(schema)].run SET has_limits = 1 WHERE run_key = @run_key;
        END;
        SELECT @place = MIN(n.place) FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 5 AND n.place > @place;
    END;
END;
GO
