-- The part of a commit in which the run changes its status, or its owner lets go. Internal.
-- Locks: run (held), then as set_status_v1 and release_permits_v1.
CREATE PROCEDURE [$(schema)].move_run_v1
    @run_key bigint, @commit_no int, @commits [$(schema)].commit_rows_v1 READONLY, @from tinyint, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @to tinyint, @releases bit, @due_at datetime2(3), @suspend_reason tinyint, @error nvarchar(max), @shape nvarchar(200), @seen_inbox bigint,
            @inbox bigint, @requests int, @keeps_owner bit, @tried nvarchar(max), @has_limits bit;
    SELECT @to = c.status, @releases = c.releases, @due_at = c.due_at, @suspend_reason = c.suspend_reason, @error = c.error, @shape = c.shape,
           @seen_inbox = c.seen_inbox
    FROM @commits AS c
    WHERE c.commit_no = @commit_no;
    SELECT @inbox = inbox, @requests = requests, @tried = tried_shapes FROM [$(schema)].run WHERE run_key = @run_key;
    IF @to = 9 AND @shape <> N'' AND CHARINDEX(NCHAR(10) + @shape + NCHAR(10), NCHAR(10) + ISNULL(@tried, N'') + NCHAR(10)) = 0
        UPDATE [$(schema)].run
        SET tried_shapes = CASE WHEN tried_shapes IS NULL THEN @shape ELSE tried_shapes + NCHAR(10) + @shape END
        WHERE run_key = @run_key;

    SET @keeps_owner = CASE WHEN @to IN (1, 2, 6) AND @releases = 0 THEN 1 ELSE 0 END;
    -- What the owner has not seen, or what was asked of the run, makes it claimable at once: no wake-up is lost.
    SET @due_at = CASE
        WHEN @keeps_owner = 1 OR @to IN (3, 4, 5, 8, 9) THEN NULL
        WHEN @inbox > @seen_inbox OR @requests <> 0 THEN @now
        WHEN @due_at IS NOT NULL THEN @due_at
        WHEN @to = 2 THEN NULL
        ELSE @now END;
    EXEC [$(schema)].set_status_v1 @run_key, @to, @due_at, @now, @suspend_reason, @error;
    IF @keeps_owner = 1 RETURN;

    UPDATE [$(schema)].run SET owner = NULL, lease_until = NULL, claim_id = NULL WHERE run_key = @run_key;
    SELECT @has_limits = has_limits, @requests = requests FROM [$(schema)].run WHERE run_key = @run_key;
    IF @has_limits = 1 EXEC [$(schema)].release_permits_v1 @run_key, NULL, 1, 1, @now;
    -- Nobody would claim a suspended run to take up its cancel. One that was cancelling stays suspended, its request recorded.
    IF @to = 8 AND @from <> 6 AND (@requests & 1) = 1 EXEC [$(schema)].set_status_v1 @run_key, 6, @now, @now, 0, NULL;
END;
GO
