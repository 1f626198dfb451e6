-- Runs of a worker of which others have asked something, or whose inbox it has not seen. For workers.
-- Reads: worker, run.
CREATE PROCEDURE [$(schema)].get_news_v1
    @worker nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SELECT r.run_id, r.requests, r.inbox
    FROM [$(schema)].run AS r
    WHERE r.owner = @worker AND r.lease_until IS NULL AND (r.requests <> 0 OR r.inbox > r.seen_inbox)
      AND EXISTS (SELECT 1 FROM [$(schema)].worker AS w WHERE w.token = @worker);
END;
GO
