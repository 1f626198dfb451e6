-- Makes a suspended or incompatible run pending again, or takes back a pause that was only asked for; the paused runs of its items likewise,
-- and theirs, and further items begin. For clients. A command that is repeated gets its first answer; the codes of answers stand at the table audit.
-- Locks: as pause_or_resume_v1.
CREATE PROCEDURE [$(schema)].resume_v1
    @run_id char(26), @command_id uniqueidentifier, @made_by nvarchar(400), @reason nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    EXEC [$(schema)].pause_or_resume_v1 @run_id, @command_id, @made_by, @reason, 'resume';
END;
GO
