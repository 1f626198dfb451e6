-- Lets another feed a sink at once. For workers. Safe to repeat.
-- Locks: sink_cursor.
CREATE PROCEDURE [$(schema)].release_sink_v1
    @sink nvarchar(200), @holder nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    UPDATE [$(schema)].sink_cursor SET holder = NULL, held_until = NULL WHERE name = @sink AND holder = @holder;
END;
GO
