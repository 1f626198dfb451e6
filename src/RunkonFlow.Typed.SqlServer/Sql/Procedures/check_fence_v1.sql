-- Locks a run for a named operation. @code: 0 the fence holds, 1 no such run, 2 the lease is lost. Internal.
-- Locks: run.
CREATE PROCEDURE [$(schema)].check_fence_v1
    @run_id char(26), @generation bigint, @run_key bigint OUTPUT, @code int OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @stands bigint, @owner nvarchar(200);
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_id = @run_id;
    SELECT @run_key = run_key, @stands = generation, @owner = owner FROM [$(schema)].run WHERE run_id = @run_id;
    SET @code = CASE WHEN @run_key IS NULL THEN 1 WHEN @stands <> @generation OR @owner IS NULL THEN 2 ELSE 0 END;
END;
GO
