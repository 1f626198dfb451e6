-- Changes a run's status by name, under a fence or, without one, as an operator. code: 0 done, now or by the same call before, 1 no such run, 2 lease
-- lost, 3 owned, 4 runs only under an owner, 5 no such transition, 6 its fan-out is over. For hosts.
-- Locks: run as lock_reach_v1, run_detail, then as set_status_v1 and release_permits_v1.
CREATE PROCEDURE [$(schema)].update_status_v1
    @run_id char(26), @generation bigint, @status tinyint, @summary nvarchar(max), @error nvarchar(max), @call_id uniqueidentifier
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    DECLARE @now datetime2(3), @run_key bigint, @code int = 0, @owner nvarchar(200), @lease_until datetime2(3), @from tinyint, @due_at datetime2(3), @keeps bit,
            @is_retryable bit, @has_limits bit, @sequence bigint;
    SELECT @now = ISNULL(fixed_at, SYSUTCDATETIME()) FROM [$(schema)].clock;
    BEGIN TRANSACTION;
    EXEC [$(schema)].lock_reach_v1 @run_id;
    IF @generation IS NOT NULL EXEC [$(schema)].check_fence_v1 @run_id, @generation, @run_key OUTPUT, @code OUTPUT;
    ELSE
    BEGIN
        UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_id = @run_id;
        SELECT @run_key = run_key, @owner = owner, @lease_until = lease_until FROM [$(schema)].run WHERE run_id = @run_id;
        IF @owner IS NOT NULL AND @lease_until IS NULL SELECT @lease_until = lease_until FROM [$(schema)].worker WHERE token = @owner;
        SET @code = CASE WHEN @run_key IS NULL THEN 1 WHEN @lease_until > @now THEN 3 WHEN @status = 1 THEN 4 ELSE 0 END;
    END;
    SELECT @sequence = call_sequence, @code = -1 FROM [$(schema)].run WHERE run_key = @run_key AND call_id = @call_id;
    SELECT @from = status FROM [$(schema)].run WHERE run_key = @run_key;
    IF @code = 0 AND NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 0 AND t.from_status = @from AND t.to_status = @status) SET @code = 5;
    IF @code = 0 AND @from = 4
    BEGIN
        EXEC [$(schema)].is_retryable_v1 @run_key, @is_retryable OUTPUT;
        IF @is_retryable = 0 SET @code = 6;
    END;
    IF @code = 0
    BEGIN
        UPDATE [$(schema)].run_detail SET summary = @summary, error = @error WHERE run_key = @run_key;
        UPDATE [$(schema)].run SET blocked_on = NULL WHERE run_key = @run_key;
        SET @keeps = CASE WHEN @generation IS NOT NULL AND @status IN (0, 1, 6) THEN 1 ELSE 0 END;
        SET @due_at = CASE WHEN @keeps = 1 OR @status IN (3, 4, 5, 8, 9) THEN NULL ELSE @now END;
        EXEC [$(schema)].set_status_v1 @run_key, @status, @due_at, @now, 0, @error;
        IF @keeps = 0
        BEGIN
            UPDATE [$(schema)].run SET owner = NULL, lease_until = NULL, claim_id = NULL WHERE run_key = @run_key;
            SELECT @has_limits = has_limits FROM [$(schema)].run WHERE run_key = @run_key;
            IF @has_limits = 1 EXEC [$(schema)].release_permits_v1 @run_key, NULL, 1, 1, @now;
        END;
        UPDATE [$(schema)].run SET sequence = sequence + 1, digest = NULL, call_id = @call_id, call_sequence = sequence + 1 WHERE run_key = @run_key;
        SELECT @sequence = sequence FROM [$(schema)].run WHERE run_key = @run_key;
    END;
    COMMIT TRANSACTION;
    SELECT CASE WHEN @code = -1 THEN 0 ELSE @code END AS code, @sequence AS sequence, @owner AS owner, @from AS from_status;
END;
GO
