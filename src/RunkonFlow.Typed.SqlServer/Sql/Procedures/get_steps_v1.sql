-- A run's step rows, or with @archived those that retries have archived; the client sorts them. For clients.
-- Reads: run, step, gate, fan_out.
CREATE PROCEDURE [$(schema)].get_steps_v1
    @run_id char(26), @archived bit
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT s.step_id, r.run_id, s.node_id, s.path, s.attempt, s.name, s.role, s.can_commit, s.position, s.status, s.retry_count, s.child_run,
           s.started_at, s.ended_at, s.due_at, s.result_text, s.context, s.markers, s.output, s.error, s.error_type, s.is_tolerated, s.group_node,
           g.step_id AS gate_id, g.prompt, g.options, g.min_approvals, g.assignee, g.approved_at, g.decided_by, g.feedback, g.selections,
           f.total, f.running, f.completed, f.failed, f.skipped, s.done AS units_done, s.total AS units_total
    FROM [$(schema)].run AS r
    JOIN [$(schema)].step AS s ON s.run_key = r.run_key
    LEFT JOIN [$(schema)].gate AS g ON g.step_id = s.step_id
    LEFT JOIN [$(schema)].fan_out AS f ON f.step_id = s.step_id
    WHERE r.run_id = @run_id AND s.is_archived = @archived;
END;
GO
