-- Brings a failed run back to where a retry goes on: its frame as it stood there, and what came since archived. Internal. @from: 0 where it
-- failed, 1 the start, 2 an operation. @answer is a code as in the table audit.
-- Locks: run (held), frame_value, saved_progress, step.
CREATE PROCEDURE [$(schema)].go_back_v1
    @run_key bigint, @from tinyint, @node_id nvarchar(400), @path varchar(100), @answer tinyint OUTPUT, @argument nvarchar(max) OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @after bigint, @step_id bigint, @group_node nvarchar(400), @has_frame bit;
    SET @argument = @node_id;
    IF @from = 0
    BEGIN
        SET @answer = 11;
        SELECT @after = retry_event FROM [$(schema)].run WHERE run_key = @run_key;
        IF @after IS NULL RETURN;
        UPDATE [$(schema)].run SET frame = retry_frame, retry_frame = NULL, retry_event = NULL WHERE run_key = @run_key;
    END;
    IF @from = 1
    BEGIN
        SET @answer = 18;
        SET @after = -1;
        UPDATE [$(schema)].run SET frame = NULL, retry_frame = NULL, retry_event = NULL, epoch = epoch + 1 WHERE run_key = @run_key;
        DELETE FROM [$(schema)].frame_value WHERE run_key = @run_key;
        DELETE FROM [$(schema)].saved_progress WHERE run_key = @run_key;
    END;
    IF @from = 2
    BEGIN
        SELECT TOP (1) @step_id = step_id, @group_node = group_node, @after = frame_event, @has_frame = CASE WHEN frame IS NULL THEN 0 ELSE 1 END
        FROM [$(schema)].step
        WHERE run_key = @run_key AND node_id = @node_id AND is_archived = 0 AND (@path IS NULL OR path = @path)
        ORDER BY position DESC, CASE WHEN frame IS NULL THEN 1 ELSE 0 END, attempt;
        SET @answer = CASE
            WHEN EXISTS (SELECT 1 FROM [$(schema)].step WHERE run_key = @run_key AND role = N'compensation' AND is_archived = 0) THEN 32
            WHEN @step_id IS NULL THEN 33
            WHEN @group_node IS NOT NULL THEN 34
            WHEN @has_frame = 0 OR @after IS NULL THEN 35
            ELSE 19 END;
        IF @answer = 34 SET @argument = @node_id + NCHAR(10) + @group_node;
        IF @answer <> 19 RETURN;
        UPDATE [$(schema)].run
        SET frame = (SELECT s.frame FROM [$(schema)].step AS s WHERE s.run_key = @run_key AND s.step_id = @step_id), retry_frame = NULL, retry_event = NULL,
            epoch = epoch + 1
        WHERE run_key = @run_key;
        DELETE FROM [$(schema)].saved_progress WHERE run_key = @run_key;
    END;
    -- All attempts at an operation, which share their position, go together.
    UPDATE [$(schema)].step
    SET is_archived = 1, operation = CAST(step_id AS binary(16))
    WHERE run_key = @run_key AND is_archived = 0
      AND position IN (SELECT s.position
                       FROM [$(schema)].step AS s
                       WHERE s.run_key = @run_key AND s.is_archived = 0 AND s.last_event > @after AND (@from <> 0 OR s.role <> N'compensation'));
    UPDATE [$(schema)].run SET last_step = NULL WHERE run_key = @run_key;
END;
GO
