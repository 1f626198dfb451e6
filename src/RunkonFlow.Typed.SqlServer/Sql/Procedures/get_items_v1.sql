-- A step's items in insertion order, of one status or all. For clients.
-- Reads: item.
CREATE PROCEDURE [$(schema)].get_items_v1
    @step_id bigint, @status tinyint
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT item_key, item_type, item_id, item_ref, child_run, status, dispatched_at, completed_at, context
    FROM [$(schema)].item
    WHERE step_id = @step_id AND (@status IS NULL OR status = @status)
    ORDER BY item_key;
END;
GO
