-- A run, and its tags in a second result. For clients.
-- Reads: run, run_detail, run_tag.
CREATE PROCEDURE [$(schema)].get_run_v1
    @run_id char(26)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT r.run_key, r.run_id, r.workflow, r.workflow_version, d.title, d.parent_run_id, d.parent, d.root, d.depth, r.status, r.suspend_reason,
           r.is_finalizing, d.dry_run, d.started_by, d.definition, d.key_text, r.namespace, r.queue, r.priority, r.created_at, r.started_at,
           r.ended_at, r.due_at, r.blocked_on, r.at_node, d.summary, d.error, d.finalizer_error, d.input, d.output, d.failure, r.frame, r.shape,
           r.owner, r.lease_until, r.generation, r.sequence, r.requests, d.cancel_reason, d.cancel_by, d.cancel_at, r.claims, d.traceparent,
           d.parent_node, d.item_node
    FROM [$(schema)].run AS r
    JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
    WHERE r.run_id = @run_id;
    SELECT t.run_key, t.tag
    FROM [$(schema)].run AS r
    JOIN [$(schema)].run_tag AS t ON t.run_key = r.run_key
    WHERE r.run_id = @run_id
    ORDER BY t.tag;
END;
GO
