-- A run's events after a number, in order. The first, run-created, is the run's row itself. For clients.
-- Reads: run, event.
CREATE PROCEDURE [$(schema)].get_events_v1
    @run_id char(26), @after bigint, @most int
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT TOP (@most) e.number, e.kind, e.node_id, e.path, e.attempt, e.detail, e.detail_at, e.happened_at
    FROM (SELECT CAST(1 AS bigint) AS number, CAST('run-created' AS varchar(30)) AS kind, CAST(NULL AS nvarchar(600)) AS node_id,
                 CAST(NULL AS varchar(100)) AS path, 0 AS attempt, CAST(NULL AS nvarchar(max)) AS detail, CAST(NULL AS datetime2(3)) AS detail_at,
                 created_at AS happened_at
          FROM [$(schema)].run
          WHERE run_id = @run_id AND @after < 1 AND events_trimmed = 0
          UNION ALL
          SELECT v.number, v.kind, v.node_id, v.path, v.attempt, v.detail, v.detail_at, v.happened_at
          FROM [$(schema)].run AS r
          JOIN [$(schema)].event AS v ON v.run_key = r.run_key
          WHERE r.run_id = @run_id AND v.number > @after) AS e
    ORDER BY e.number;
END;
GO
