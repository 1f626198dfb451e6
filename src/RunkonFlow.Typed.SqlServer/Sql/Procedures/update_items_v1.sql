-- Changes items by name, all or nothing. code: 0 done, now or by the same call before, 1 no such run, 2 lease lost, 3 an item is missing,
-- 4 refused. For hosts. @apostrophe as in commit_escaped_v1, null when no text of the items holds one.
-- Locks: run, then as write_items_v1.
CREATE PROCEDURE [$(schema)].update_items_v1
    @run_id char(26), @generation bigint, @apostrophe nchar(1), @items [$(schema)].item_rows_v1 READONLY, @call_id uniqueidentifier
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @code int, @reason tinyint = 0, @text nvarchar(max), @from int, @to int, @missing bigint;
    DECLARE @plain [$(schema)].item_rows_v1;
    INSERT INTO @plain (commit_no, place, item_key, status, child_run)
    SELECT i.commit_no, i.place, i.item_key, i.status, ISNULL(REPLACE(i.child_run COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), i.child_run)
    FROM @items AS i;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    EXEC [$(schema)].check_fence_v1 @run_id, @generation, @run_key OUTPUT, @code OUTPUT;
    SELECT @code = -1 FROM [$(schema)].run WHERE run_key = @run_key AND call_id = @call_id;
    IF @code = 0
    BEGIN
        SELECT TOP (1) @missing = w.item_key
        FROM @plain AS w
        WHERE NOT EXISTS (SELECT 1 FROM [$(schema)].item AS i JOIN [$(schema)].step AS s ON s.step_id = i.step_id WHERE i.item_key = w.item_key AND s.run_key = @run_key)
        ORDER BY w.place;
        IF @missing IS NOT NULL SET @code = 3;
    END;
    IF @code = 0
    BEGIN
        EXEC [$(schema)].refuse_items_v1 @run_key, 0, @plain, @reason OUTPUT, @text OUTPUT, @from OUTPUT, @to OUTPUT;
        IF @reason <> 0 SET @code = 4;
    END;
    IF @code = 0
    BEGIN
        EXEC [$(schema)].write_items_v1 @run_key, 0, @plain, @now;
        UPDATE [$(schema)].run SET sequence = sequence + 1, digest = NULL, call_id = @call_id, call_sequence = sequence + 1 WHERE run_key = @run_key;
    END;
    COMMIT TRANSACTION;
    SELECT CASE WHEN @code = -1 THEN 0 ELSE @code END AS code, @missing AS missing, @reason AS reason, @text AS text, @from AS from_status, @to AS to_status;
END;
GO
