-- Changes items that were inserted by name; refuse_items_v1 has let them through. Internal.
-- Locks: run (held), item, event, event_line.
CREATE PROCEDURE [$(schema)].write_items_v1
    @run_key bigint, @commit_no int, @items [$(schema)].item_rows_v1 READONLY, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @place int, @item_key bigint, @step_id bigint, @status tinyint, @stands tinyint, @child_run nvarchar(100);
    SELECT @place = MIN(w.place) FROM @items AS w WHERE w.commit_no = @commit_no;
    WHILE @place IS NOT NULL
    BEGIN
        SELECT @item_key = w.item_key, @status = w.status, @child_run = w.child_run FROM @items AS w WHERE w.commit_no = @commit_no AND w.place = @place;
        SELECT @stands = status, @step_id = step_id FROM [$(schema)].item WHERE item_key = @item_key;
        IF @stands < 2 AND @status = 1
        BEGIN
            UPDATE [$(schema)].item SET status = 1, dispatched_at = @now, child_run = ISNULL(@child_run, N'') WHERE step_id = @step_id AND item_key = @item_key;
            EXEC [$(schema)].add_item_event_v1 @run_key, @step_id, @item_key, 'item-started', NULL, @now;
        END;
        ELSE IF @stands < 2
        BEGIN
            UPDATE [$(schema)].item SET status = @status, completed_at = @now WHERE step_id = @step_id AND item_key = @item_key;
            EXEC [$(schema)].add_item_event_v1 @run_key, @step_id, @item_key, 'item-ended', @status, @now;
        END;
        SELECT @place = MIN(w.place) FROM @items AS w WHERE w.commit_no = @commit_no AND w.place > @place;
    END;
END;
GO
