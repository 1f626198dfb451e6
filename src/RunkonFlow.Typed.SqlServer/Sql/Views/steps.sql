-- Attempts at steps as people read them. For the reader role.
CREATE VIEW [$(schema)].steps
AS
SELECT r.run_id, s.step_id, s.node_id, s.path, s.attempt, s.name, s.role, s.position,
       CASE s.status WHEN 0 THEN 'pending' WHEN 1 THEN 'running' WHEN 2 THEN 'waiting' WHEN 3 THEN 'completed' WHEN 4 THEN 'failed'
           WHEN 5 THEN 'skipped' WHEN 6 THEN 'timed_out' ELSE 'cancelled' END AS status,
       s.started_at, s.ended_at, s.due_at, s.error_type, s.error, s.is_tolerated
FROM [$(schema)].run AS r
JOIN [$(schema)].step AS s ON s.run_key = r.run_key;
GO
