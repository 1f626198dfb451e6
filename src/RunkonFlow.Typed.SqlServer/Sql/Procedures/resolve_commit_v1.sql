-- What became of a commit in a step's transaction whose end is not known: 1 it was applied, 2 fenced, 4 no such run, 6 not applied. For workers.
-- It waits for a transaction that still holds the run's row, so the answer is final.
-- Locks: run.
CREATE PROCEDURE [$(schema)].resolve_commit_v1
    @run_id char(26), @generation bigint, @sequence bigint, @digest binary(16)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    BEGIN TRANSACTION;
    UPDATE [$(schema)].run WITH (UPDLOCK, ROWLOCK) SET generation = generation WHERE run_id = @run_id;
    SELECT CASE
               WHEN generation <> @generation THEN 2
               WHEN sequence = @sequence + 1 AND digest = @digest THEN 1
               WHEN sequence = @sequence AND owner IS NOT NULL THEN 6
               ELSE 2 END AS outcome,
           requests, sequence, inbox
    FROM [$(schema)].run
    WHERE run_id = @run_id;
    COMMIT TRANSACTION;
END;
GO
