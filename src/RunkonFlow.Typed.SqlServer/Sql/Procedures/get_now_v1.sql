-- The store's now. For workers and clients.
-- Reads: clock.
CREATE PROCEDURE [$(schema)].get_now_v1
AS
BEGIN
    SET NOCOUNT ON;
    SELECT ISNULL(fixed_at, SYSUTCDATETIME()) AS now FROM [$(schema)].clock;
END;
GO
