-- Replaces a run's tags. For clients. A command that is repeated gets its first answer; the codes of answers stand at the table audit.
-- @apostrophe as in commit_escaped_v1, null when no tag holds one.
-- Locks: run, run_tag, audit.
CREATE PROCEDURE [$(schema)].set_tags_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max), @apostrophe nchar(1),
    @tags [$(schema)].text_rows_v1 READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @run_key bigint, @now datetime2(3), @answer tinyint, @argument nvarchar(max), @number int;
    BEGIN TRANSACTION;
    EXEC [$(schema)].begin_command_v1 @run_id, @command_id, @run_key OUTPUT, @now OUTPUT, @answer OUTPUT;
    IF @answer IS NULL
    BEGIN
        DELETE FROM [$(schema)].run_tag WHERE run_key = @run_key;
        INSERT INTO [$(schema)].run_tag (run_key, tag) SELECT DISTINCT @run_key, ISNULL(REPLACE(t.text COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), t.text) FROM @tags AS t;
        SET @answer = 14;
        EXEC [$(schema)].end_command_v1 @run_key, @command_id, 'tag', @made_by, @reason, @answer, @argument, @number, @now;
    END;
    COMMIT TRANSACTION;
    IF @run_key IS NULL SELECT @answer AS answer, NULL AS argument, NULL AS number;
    ELSE SELECT answer, argument, number FROM [$(schema)].audit WHERE run_key = @run_key AND command_id = @command_id;
END;
GO
