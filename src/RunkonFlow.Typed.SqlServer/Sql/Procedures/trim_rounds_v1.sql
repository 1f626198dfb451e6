-- Deletes the ended rows of earlier rounds of a loop that lives on, what belongs to them, and the run's events up to their last. A fan-out of
-- which items still run stays. Internal.
-- Locks: run (held), item_dependency, item, fan_out, vote, gate, step, event.
CREATE PROCEDURE [$(schema)].trim_rounds_v1
    @run_key bigint, @before int
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @steps TABLE (step_id bigint NOT NULL PRIMARY KEY, last_event bigint NOT NULL);
    DECLARE @last bigint;
    INSERT INTO @steps (step_id, last_event)
    SELECT s.step_id, s.last_event
    FROM [$(schema)].step AS s
    WHERE s.run_key = @run_key AND s.round < @before AND s.status >= 3
      AND NOT EXISTS (SELECT 1 FROM [$(schema)].fan_out AS f WHERE f.step_id = s.step_id AND f.running > 0);
    SELECT @last = MAX(last_event) FROM @steps;
    IF @last IS NULL RETURN;
    -- A later round trims them, once every sink has had their events.
    IF EXISTS (SELECT 1 FROM [$(schema)].sink)
        AND (EXISTS (SELECT 1 FROM [$(schema)].event_line WHERE run_key = @run_key AND first_event <= @last)
             OR EXISTS (SELECT 1 FROM [$(schema)].event_feed WHERE run_key = @run_key AND first_event <= @last)) RETURN;
    DELETE FROM [$(schema)].item_dependency
    WHERE needs IN (SELECT i.item_key FROM [$(schema)].item AS i WHERE i.step_id IN (SELECT x.step_id FROM @steps AS x));
    DELETE FROM [$(schema)].item WHERE step_id IN (SELECT x.step_id FROM @steps AS x);
    DELETE FROM [$(schema)].fan_out WHERE step_id IN (SELECT x.step_id FROM @steps AS x);
    DELETE FROM [$(schema)].vote WHERE step_id IN (SELECT x.step_id FROM @steps AS x);
    DELETE FROM [$(schema)].gate WHERE step_id IN (SELECT x.step_id FROM @steps AS x);
    DELETE FROM [$(schema)].step WHERE run_key = @run_key AND step_id IN (SELECT x.step_id FROM @steps AS x);
    DELETE FROM [$(schema)].event WHERE run_key = @run_key AND number <= @last;
    UPDATE [$(schema)].run SET events_trimmed = @last WHERE run_key = @run_key AND events_trimmed < @last;
END;
GO
