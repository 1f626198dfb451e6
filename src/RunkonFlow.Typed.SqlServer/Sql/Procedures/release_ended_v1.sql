-- Gives back what the ended rows of a commit held, or stood in line for; what the same commit asks for stays. Internal.
-- Locks: as release_permits_v1.
CREATE PROCEDURE [$(schema)].release_ended_v1
    @run_key bigint, @commit_no int, @steps [$(schema)].step_rows_v1 READONLY, @notes [$(schema)].note_rows_v1 READONLY, @now datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @place int, @operation binary(16);
    SELECT @place = MIN(s.place) FROM @steps AS s WHERE s.commit_no = @commit_no AND s.status >= 3;
    WHILE @place IS NOT NULL
    BEGIN
        SELECT @operation = s.operation FROM @steps AS s WHERE s.commit_no = @commit_no AND s.place = @place;
        IF NOT EXISTS (SELECT 1 FROM @notes AS n WHERE n.commit_no = @commit_no AND n.kind = 5 AND n.operation = @operation)
            EXEC [$(schema)].release_permits_v1 @run_key, @operation, 0, 0, @now;
        SELECT @place = MIN(s.place) FROM @steps AS s WHERE s.commit_no = @commit_no AND s.status >= 3 AND s.place > @place;
    END;
END;
GO
