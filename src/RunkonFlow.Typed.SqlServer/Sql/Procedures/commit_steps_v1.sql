-- Owners' commits that write step rows and large values and nothing else beside the run: batches of the common kind. For workers.
-- Answers as commit_runs_v1.
-- Locks: as commit_runs_v1.
CREATE PROCEDURE [$(schema)].commit_steps_v1
    @commits [$(schema)].commit_rows_v1 READONLY, @steps [$(schema)].step_rows_v1 READONLY, @values [$(schema)].value_rows_v1 READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @items [$(schema)].item_rows_v1, @children [$(schema)].child_rows_v1, @tags [$(schema)].text_rows_v1, @notes [$(schema)].note_rows_v1,
            @fan_outs [$(schema)].fan_out_rows_v1, @fan_out_items [$(schema)].fan_out_item_rows_v1, @dependencies [$(schema)].dependency_rows_v1;
    EXEC [$(schema)].commit_runs_v1 @commits, @steps, @values, @items, @children, @tags, @notes, @fan_outs, @fan_out_items, @dependencies;
END;
GO
