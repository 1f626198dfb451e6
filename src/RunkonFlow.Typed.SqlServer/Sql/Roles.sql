-- Roles. A worker, which is a client too, may execute every procedure; a client those that clients call; neither may touch a table.
-- A reader may read the views and nothing else. Members are added by whoever looks after the database.
IF DATABASE_PRINCIPAL_ID(N'$(schema)_worker') IS NULL EXEC (N'CREATE ROLE [$(schema)_worker]');
IF DATABASE_PRINCIPAL_ID(N'$(schema)_client') IS NULL EXEC (N'CREATE ROLE [$(schema)_client]');
IF DATABASE_PRINCIPAL_ID(N'$(schema)_reader') IS NULL EXEC (N'CREATE ROLE [$(schema)_reader]');
GO

GRANT EXECUTE ON SCHEMA::[$(schema)] TO [$(schema)_worker];
GO
GRANT EXECUTE ON OBJECT::[$(schema)].get_now_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_run_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].list_runs_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_steps_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_waiting_steps_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_reply_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_signals_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_frame_values_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_items_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_gate_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_events_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_audit_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].is_cancelled_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].create_run_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].cancel_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].pause_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].resume_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].retry_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].signal_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].set_tags_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].decide_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_expired_trees_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].purge_tree_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].purge_leftovers_v1 TO [$(schema)_client];
GRANT EXECUTE ON OBJECT::[$(schema)].get_schema_v1 TO [$(schema)_client];
GRANT EXECUTE ON TYPE::[$(schema)].text_rows_v1 TO [$(schema)_client];
GO

GRANT SELECT ON OBJECT::[$(schema)].runs TO [$(schema)_reader];
GRANT SELECT ON OBJECT::[$(schema)].steps TO [$(schema)_reader];
GO
