-- A page of runs, newest first, and their tags in a second result. For clients. Statuses are a set of bits, 0 for every active one, or for
-- all with @with_ended. A filter that is null is none.
-- Reads: run, run_detail, run_tag.
CREATE PROCEDURE [$(schema)].list_runs_v1
    @namespace nvarchar(200), @statuses int, @with_ended bit, @workflow nvarchar(200), @tag nvarchar(400), @parent char(26), @with_items bit,
    @created_from datetime2(3), @created_to datetime2(3), @after_at datetime2(3), @after_id char(26), @most int
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @page TABLE (place int IDENTITY(1, 1) NOT NULL PRIMARY KEY, run_key bigint NOT NULL);
    INSERT INTO @page (run_key)
    SELECT TOP (@most) r.run_key
    FROM [$(schema)].run AS r
    JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
    WHERE r.namespace = @namespace
      AND (@statuses = 0 OR (@statuses & POWER(2, r.status)) <> 0)
      AND (@with_ended = 1 OR r.ended_at IS NULL)
      AND (@with_items = 1 OR r.is_item = 0)
      AND (@workflow IS NULL OR r.workflow = @workflow)
      AND (@parent IS NULL OR d.parent = @parent)
      AND (@tag IS NULL OR EXISTS (SELECT 1 FROM [$(schema)].run_tag AS t WHERE t.run_key = r.run_key AND t.tag = @tag))
      AND (@created_from IS NULL OR r.created_at >= @created_from)
      AND (@created_to IS NULL OR r.created_at < @created_to)
      AND (@after_at IS NULL OR r.created_at < @after_at OR (r.created_at = @after_at AND r.run_id < @after_id))
    ORDER BY r.created_at DESC, r.run_id DESC
    OPTION (RECOMPILE);

    SELECT r.run_key, r.run_id, r.workflow, r.workflow_version, d.title, d.parent_run_id, d.parent, d.root, d.depth, r.status, r.suspend_reason,
           r.is_finalizing, d.dry_run, d.started_by, d.definition, d.key_text, r.namespace, r.queue, r.priority, r.created_at, r.started_at,
           r.ended_at, r.due_at, r.blocked_on, r.at_node, d.summary, d.error, d.finalizer_error, d.input, d.output, d.failure, r.frame, r.shape,
           r.owner, r.lease_until, r.generation, r.sequence, r.requests, d.cancel_reason, d.cancel_by, d.cancel_at, r.claims, d.traceparent,
           d.parent_node, d.item_node
    FROM @page AS p
    JOIN [$(schema)].run AS r ON r.run_key = p.run_key
    JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
    ORDER BY p.place;
    SELECT t.run_key, t.tag FROM @page AS p JOIN [$(schema)].run_tag AS t ON t.run_key = p.run_key ORDER BY t.run_key, t.tag;
END;
GO
