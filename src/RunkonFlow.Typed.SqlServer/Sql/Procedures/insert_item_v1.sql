-- Inserts a fan-out item by name, or answers with the one that is there. code: 0 done, 1 no such run, 2 lease lost, 3 no such step, 4 the store
-- hands the items out. For hosts.
-- Locks: run, item.
CREATE PROCEDURE [$(schema)].insert_item_v1
    @run_id char(26), @generation bigint, @step_id bigint, @item_type nvarchar(200), @item_id nvarchar(400), @item_ref nvarchar(400), @context nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @run_key bigint, @code int, @item_key bigint;
    BEGIN TRANSACTION;
    EXEC [$(schema)].check_fence_v1 @run_id, @generation, @run_key OUTPUT, @code OUTPUT;
    IF @code = 0 AND NOT EXISTS (SELECT 1 FROM [$(schema)].step WHERE run_key = @run_key AND step_id = @step_id) SET @code = 3;
    IF @code = 0 AND EXISTS (SELECT 1 FROM [$(schema)].fan_out WHERE step_id = @step_id) SET @code = 4;
    IF @code = 0
    BEGIN
        SELECT @item_key = item_key FROM [$(schema)].item WHERE step_id = @step_id AND item_type = @item_type AND item_id = @item_id;
        IF @item_key IS NULL
        BEGIN
            INSERT INTO [$(schema)].item (step_id, item_type, item_id, item_ref, status, context) VALUES (@step_id, @item_type, @item_id, @item_ref, 0, @context);
            SET @item_key = SCOPE_IDENTITY();
            UPDATE [$(schema)].run SET has_items = 1, sequence = sequence + 1, digest = NULL WHERE run_key = @run_key;
        END;
    END;
    COMMIT TRANSACTION;
    SELECT @code AS code, @item_key AS item_key;
END;
GO
