-- Deletes one run tree if its every member has ended before a moment, looked at again under their locks: a retry may have brought it back to life.
-- Answers how many runs; -1 when there is no such tree, which may have been deleted by the same call before. For clients. Safe to repeat.
-- Locks: run (the tree, in order of the key), then every table.
CREATE PROCEDURE [$(schema)].purge_tree_v1
    @root char(26), @ended_before datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SET DEADLOCK_PRIORITY LOW;
    DECLARE @run_key bigint, @deleted int = 0;
    DECLARE @tree TABLE (run_key bigint NOT NULL PRIMARY KEY);
    DECLARE @steps TABLE (step_id bigint NOT NULL PRIMARY KEY);
    BEGIN TRANSACTION;
    INSERT INTO @tree (run_key)
    SELECT run_key FROM [$(schema)].run WHERE run_id = @root
    UNION
    SELECT run_key FROM [$(schema)].run_detail WHERE root = @root AND parent IS NOT NULL;
    SELECT @run_key = MIN(run_key) FROM @tree;
    WHILE @run_key IS NOT NULL
    BEGIN
        UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_key = @run_key;
        SELECT @run_key = MIN(run_key) FROM @tree WHERE run_key > @run_key;
    END;
    IF EXISTS (SELECT 1 FROM @tree)
        AND NOT EXISTS (SELECT 1 FROM [$(schema)].run AS r WHERE r.run_key IN (SELECT t.run_key FROM @tree AS t) AND (r.ended_at IS NULL OR r.ended_at >= @ended_before))
        AND NOT EXISTS (SELECT 1 FROM [$(schema)].run_detail AS d WHERE d.root = @root AND d.parent IS NOT NULL AND d.run_key NOT IN (SELECT t.run_key FROM @tree AS t))
    BEGIN
        INSERT INTO @steps (step_id) SELECT s.step_id FROM [$(schema)].step AS s WHERE s.run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].item_dependency
        WHERE needs IN (SELECT i.item_key FROM [$(schema)].item AS i WHERE i.step_id IN (SELECT x.step_id FROM @steps AS x));
        DELETE FROM [$(schema)].item WHERE step_id IN (SELECT x.step_id FROM @steps AS x);
        DELETE FROM [$(schema)].fan_out WHERE step_id IN (SELECT x.step_id FROM @steps AS x);
        DELETE FROM [$(schema)].vote WHERE step_id IN (SELECT x.step_id FROM @steps AS x);
        DELETE FROM [$(schema)].gate WHERE step_id IN (SELECT x.step_id FROM @steps AS x);
        DELETE FROM [$(schema)].step WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].event WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].event_line WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].event_feed WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].audit WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].signal WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].signal_key WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].saved_progress WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].frame_value WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].permit WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].permit_line WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].run_tag WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].idempotency_key WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].run_detail WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        DELETE FROM [$(schema)].run WHERE run_key IN (SELECT t.run_key FROM @tree AS t);
        SET @deleted = @@ROWCOUNT;
    END;
    COMMIT TRANSACTION;
    SELECT CASE WHEN EXISTS (SELECT 1 FROM @tree) THEN @deleted ELSE -1 END AS deleted;
END;
GO
