-- Keeps with a run what write_step_v1 has made of its events and steps, and tells the sinks. Internal.
-- Locks: run (held), event_line.
CREATE PROCEDURE [$(schema)].note_steps_v1
    @run_key bigint, @events bigint, @last_position int, @last_step bigint
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    IF EXISTS (SELECT 1 FROM [$(schema)].sink)
        INSERT INTO [$(schema)].event_line (run_key, first_event, last_event)
        SELECT run_key, events + 1, @events FROM [$(schema)].run WHERE run_key = @run_key AND events < @events;
    UPDATE [$(schema)].run SET events = @events, last_position = @last_position, last_step = @last_step WHERE run_key = @run_key;
END;
GO
