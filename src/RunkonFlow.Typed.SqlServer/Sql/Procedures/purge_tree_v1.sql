-- Deletes one run tree if its every member has ended before a moment, looked at again under their locks: a retry may have brought it back to
-- life. Answers how many runs it deleted. For clients. Safe to repeat: a call whose reply was lost is repeated with its @purge_id and answers
-- the same by the receipt that it left, while another purger of the same tree answers 0. A purge has one receipt, of its tree deleted last.
-- Locks: run (the tree, in order of the key), then item_dependency, item, fan_out, vote, gate, step, event, event_line, event_feed, audit,
-- signal, signal_key, saved_progress, frame_value, permit, permit_line, run_tag, idempotency_key, run_detail, purge_receipt.
CREATE PROCEDURE [$(schema)].purge_tree_v1
    @purge_id uniqueidentifier, @root char(26), @ended_before datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SET DEADLOCK_PRIORITY LOW;
    DECLARE @now datetime2(3), @run_key bigint, @deleted int;
    DECLARE @tree TABLE (run_key bigint NOT NULL PRIMARY KEY);
    DECLARE @steps TABLE (step_id bigint NOT NULL PRIMARY KEY);
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
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
    -- Asked under the locks: the try before may have been at it until now.
    SELECT @deleted = runs FROM [$(schema)].purge_receipt WHERE purge_id = @purge_id AND root = @root;
    IF @deleted IS NULL AND EXISTS (SELECT 1 FROM @tree)
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
        UPDATE [$(schema)].purge_receipt SET root = @root, runs = @deleted, purged_at = @now WHERE purge_id = @purge_id;
        IF @@ROWCOUNT = 0 INSERT INTO [$(schema)].purge_receipt (purge_id, root, runs, purged_at) VALUES (@purge_id, @root, @deleted, @now);
    END;
    COMMIT TRANSACTION;
    SELECT ISNULL(@deleted, 0) AS deleted;
END;
GO
