-- Sends a signal; one whose key is known is dropped. For clients. A command that is repeated gets its first answer; the codes of answers stand
-- at the table audit. A key is known under all names that the signal has and had. @apostrophe as in commit_escaped_v1, null when no name holds one.
-- Locks: run, signal_key, signal, event, event_line, audit.
CREATE PROCEDURE [$(schema)].signal_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max),
    @name nvarchar(200), @key_text nvarchar(max), @key_hash binary(16), @payload varbinary(max), @apostrophe nchar(1),
    @former_names [$(schema)].text_rows_v1 READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @run_key bigint, @now datetime2(3), @answer tinyint, @argument nvarchar(max), @number int, @status tinyint;
    DECLARE @names TABLE (name nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);
    INSERT INTO @names (name)
    SELECT @name
    UNION
    SELECT ISNULL(REPLACE(t.text COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), t.text) FROM @former_names AS t;
    BEGIN TRANSACTION;
    EXEC [$(schema)].begin_command_v1 @run_id, @command_id, @run_key OUTPUT, @now OUTPUT, @answer OUTPUT;
    IF @answer IS NULL
    BEGIN
        SELECT @status = status FROM [$(schema)].run WHERE run_key = @run_key;
        IF @status IN (3, 4, 5) SELECT @answer = 23, @number = @status;
        ELSE IF EXISTS (
            SELECT 1 FROM [$(schema)].signal_key AS k
            WHERE k.run_key = @run_key AND k.key_hash = @key_hash AND k.name IN (SELECT n.name FROM @names AS n)) SET @answer = 13;
        ELSE
        BEGIN
            IF @key_hash IS NOT NULL
                INSERT INTO [$(schema)].signal_key (run_key, name, key_hash) SELECT @run_key, n.name, @key_hash FROM @names AS n;
            EXEC [$(schema)].wake_run_v1 @run_key, @now;
            INSERT INTO [$(schema)].signal (run_key, number, name, key_text, sent_at, payload)
            SELECT run_key, inbox, @name, @key_text, @now, @payload FROM [$(schema)].run WHERE run_key = @run_key;
            EXEC [$(schema)].add_event_v1 @run_key, 'signal', @now, @name, NULL, NULL, NULL, 0;
            SET @answer = 12;
        END;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, 'signal', @made_by, @reason, @answer, @argument, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
