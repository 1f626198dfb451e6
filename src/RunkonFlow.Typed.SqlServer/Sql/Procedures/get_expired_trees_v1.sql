-- Roots of trees whose every member has ended before a moment, those that ended first first. A tree ends when its last member does. For clients.
-- Reads: run, run_detail.
CREATE PROCEDURE [$(schema)].get_expired_trees_v1
    @ended_before datetime2(3), @most int
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT TOP (@most) x.run_id
    FROM (SELECT r.run_id, r.run_key, r.ended_at,
                 (SELECT MAX(c.ended_at)
                  FROM [$(schema)].run_detail AS t
                  JOIN [$(schema)].run AS c ON c.run_key = t.run_key
                  WHERE t.root = r.run_id AND t.parent IS NOT NULL) AS last_ended
          FROM [$(schema)].run AS r
          JOIN [$(schema)].run_detail AS d ON d.run_key = r.run_key
          WHERE r.ended_at < @ended_before AND d.parent IS NULL
            AND NOT EXISTS (SELECT 1
                            FROM [$(schema)].run_detail AS t
                            JOIN [$(schema)].run AS c ON c.run_key = t.run_key
                            WHERE t.root = r.run_id AND t.parent IS NOT NULL AND (c.ended_at IS NULL OR c.ended_at >= @ended_before))) AS x
    ORDER BY CASE WHEN x.last_ended > x.ended_at THEN x.last_ended ELSE x.ended_at END, x.run_key;
END;
GO
