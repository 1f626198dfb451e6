-- Runs as people read them. For the reader role.
CREATE VIEW [$(schema)].runs
AS
SELECT r.run_id, r.namespace, r.queue, r.priority, r.workflow, r.workflow_version, d.title,
       CASE r.status WHEN 0 THEN 'pending' WHEN 1 THEN 'running' WHEN 2 THEN 'waiting' WHEN 3 THEN 'completed' WHEN 4 THEN 'failed'
           WHEN 5 THEN 'cancelled' WHEN 6 THEN 'cancelling' WHEN 7 THEN 'needs_resume' WHEN 8 THEN 'suspended' ELSE 'incompatible' END AS status,
       r.created_at, r.started_at, r.ended_at, r.due_at, r.blocked_on, r.at_node, r.owner, r.generation, r.sequence, d.parent, d.root, d.depth,
       d.cancel_reason, d.cancel_by, d.cancel_at, d.summary, d.error, d.finalizer_error
FROM [$(schema)].run AS r
JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key;
GO
