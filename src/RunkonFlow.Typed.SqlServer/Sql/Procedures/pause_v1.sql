-- Asks for a run's pause: an owned run carries the request, another is suspended at once; the runs of its items likewise, and theirs.
-- For clients. A command that is repeated gets its first answer; the codes of answers stand at the table audit.
-- Locks: as pause_or_resume_v1.
CREATE PROCEDURE [$(schema)].pause_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    EXEC [$(schema)].pause_or_resume_v1 @run_id, @command_id, @made_by, @reason, 'pause';
END;
GO
