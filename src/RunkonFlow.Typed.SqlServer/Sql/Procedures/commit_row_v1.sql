-- A commit in plain parameters as rows of the table types, for commit_steps_v1. Internal.
-- Locks: as commit_runs_v1.
CREATE PROCEDURE [$(schema)].commit_row_v1
    @run_id char(26), @generation bigint, @sequence bigint, @digest binary(16), @status tinyint, @seen_inbox bigint, @makes_progress bit, @is_finalizing bit,
    @finalizers_due datetime2(3), @shape nvarchar(200), @frame varbinary(max), @at_node nvarchar(400), @steps int,
    @s1_operation binary(16), @s1_attempt int, @s1_node_id nvarchar(400), @s1_path varchar(100), @s1_name nvarchar(400), @s1_role nvarchar(100),
    @s1_can_commit bit, @s1_position int, @s1_status tinyint, @s1_started_at datetime2(3), @s1_ended_at datetime2(3), @s1_due_at datetime2(3),
    @s1_is_tolerated bit, @s1_child_run nvarchar(100), @s1_group_node nvarchar(400), @s1_error_type nvarchar(400), @s1_error nvarchar(max),
    @s1_markers nvarchar(max), @s1_context nvarchar(max), @s1_output varbinary(max), @s1_done bigint, @s1_total bigint, @s1_round int, @s1_keeps_frame bit,
    @s2_operation binary(16), @s2_attempt int, @s2_node_id nvarchar(400), @s2_path varchar(100), @s2_name nvarchar(400), @s2_role nvarchar(100),
    @s2_can_commit bit, @s2_position int, @s2_status tinyint, @s2_started_at datetime2(3), @s2_ended_at datetime2(3), @s2_due_at datetime2(3),
    @s2_is_tolerated bit, @s2_child_run nvarchar(100), @s2_group_node nvarchar(400), @s2_error_type nvarchar(400), @s2_error nvarchar(max),
    @s2_markers nvarchar(max), @s2_context nvarchar(max), @s2_output varbinary(max), @s2_done bigint, @s2_total bigint, @s2_round int, @s2_keeps_frame bit
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @commits [$(schema)].commit_rows_v1, @all_steps [$(schema)].step_rows_v1, @values [$(schema)].value_rows_v1;
    INSERT INTO @commits
        (commit_no, run_id, generation, sequence, digest, status, suspend_reason, releases, seen_inbox, makes_progress, is_finalizing, finalizers_due, shape,
         frame, at_node, is_refused, parts, trim_before)
    VALUES (0, @run_id, @generation, @sequence, @digest, @status, 0, 0, @seen_inbox, @makes_progress, @is_finalizing, @finalizers_due, @shape,
            @frame, @at_node, 0, CASE WHEN @steps > 0 THEN 1 ELSE 0 END, 0);
    IF @steps > 0
        INSERT INTO @all_steps
            (commit_no, place, operation, attempt, node_id, path, name, role, can_commit, position, status, started_at, ended_at, due_at, is_tolerated,
            child_run, group_node, error_type, error, markers, context, output, done, total, round, keeps_frame, is_gate, min_approvals)
        VALUES (0, 0, @s1_operation, @s1_attempt, @s1_node_id, @s1_path, @s1_name, @s1_role, @s1_can_commit, @s1_position, @s1_status, @s1_started_at,
                @s1_ended_at, @s1_due_at, @s1_is_tolerated, @s1_child_run, @s1_group_node, @s1_error_type, @s1_error, @s1_markers, @s1_context, @s1_output,
                @s1_done, @s1_total, @s1_round, @s1_keeps_frame, 0, 0);
    IF @steps > 1
        INSERT INTO @all_steps
            (commit_no, place, operation, attempt, node_id, path, name, role, can_commit, position, status, started_at, ended_at, due_at, is_tolerated,
            child_run, group_node, error_type, error, markers, context, output, done, total, round, keeps_frame, is_gate, min_approvals)
        VALUES (0, 1, @s2_operation, @s2_attempt, @s2_node_id, @s2_path, @s2_name, @s2_role, @s2_can_commit, @s2_position, @s2_status, @s2_started_at,
                @s2_ended_at, @s2_due_at, @s2_is_tolerated, @s2_child_run, @s2_group_node, @s2_error_type, @s2_error, @s2_markers, @s2_context, @s2_output,
                @s2_done, @s2_total, @s2_round, @s2_keeps_frame, 0, 0);
    EXEC [$(schema)].commit_steps_v1 @commits, @all_steps, @values;
END;
GO
