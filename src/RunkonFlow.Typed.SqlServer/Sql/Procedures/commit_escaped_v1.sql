-- commit_runs_v1 for tables in whose texts another character stands for the apostrophe; the client takes one that none of the texts holds. For
-- servers that speak the protocol but put texts of tables into a statement of theirs without quoting. For workers.
-- Answers as commit_runs_v1.
-- Locks: as commit_runs_v1.
CREATE PROCEDURE [$(schema)].commit_escaped_v1
    @apostrophe nchar(1), @commits [$(schema)].commit_rows_v1 READONLY, @steps [$(schema)].step_rows_v1 READONLY, @values [$(schema)].value_rows_v1 READONLY,
    @items [$(schema)].item_rows_v1 READONLY, @children [$(schema)].child_rows_v1 READONLY, @tags [$(schema)].text_rows_v1 READONLY,
    @notes [$(schema)].note_rows_v1 READONLY, @fan_outs [$(schema)].fan_out_rows_v1 READONLY, @fan_out_items [$(schema)].fan_out_item_rows_v1 READONLY,
    @dependencies [$(schema)].dependency_rows_v1 READONLY
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    DECLARE @plain_commits [$(schema)].commit_rows_v1, @plain_steps [$(schema)].step_rows_v1, @plain_items [$(schema)].item_rows_v1,
            @plain_children [$(schema)].child_rows_v1, @plain_tags [$(schema)].text_rows_v1, @plain_notes [$(schema)].note_rows_v1,
            @plain_fan_outs [$(schema)].fan_out_rows_v1, @plain_fan_out_items [$(schema)].fan_out_item_rows_v1;
    INSERT INTO @plain_commits
        (commit_no, run_id, generation, sequence, digest, status, suspend_reason, releases, due_at, seen_inbox, makes_progress, is_finalizing, finalizers_due,
         shape, frame, output, failure, error, finalizer_error, at_node, is_refused, parts, trim_before)
    SELECT commit_no, run_id, generation, sequence, digest, status, suspend_reason, releases, due_at, seen_inbox, makes_progress, is_finalizing,
           finalizers_due, REPLACE(shape COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), frame, output, failure,
           REPLACE(error COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(finalizer_error COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(at_node COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), is_refused, parts, trim_before
    FROM @commits;
    INSERT INTO @plain_steps
        (commit_no, place, operation, attempt, node_id, path, name, role, can_commit, position, status, started_at, ended_at, due_at, is_tolerated, child_run,
         group_node, error_type, error, markers, context, output, is_gate, prompt, options, min_approvals, assignee, approved_at, decided_by, feedback,
         selections, done, total, round, keeps_frame)
    SELECT commit_no, place, operation, attempt, REPLACE(node_id COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), path,
           REPLACE(name COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(role COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), can_commit,
           position, status, started_at, ended_at, due_at, is_tolerated, REPLACE(child_run COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(group_node COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(error_type COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(error COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(markers COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(context COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), output, is_gate,
           REPLACE(prompt COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(options COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           min_approvals, REPLACE(assignee COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), approved_at,
           REPLACE(decided_by COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(feedback COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(selections COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), done, total, round, keeps_frame
    FROM @steps;
    INSERT INTO @plain_items
        (commit_no, place, item_key, status, child_run)
    SELECT commit_no, place, item_key, status, REPLACE(child_run COLLATE Latin1_General_100_BIN2, @apostrophe, N'''')
    FROM @items;
    INSERT INTO @plain_children
        (commit_no, place, run_id, workflow, workflow_version, title, parent_run_id, parent_node, dry_run, started_by, definition, key_text, key_hash, input,
         queue, priority, traceparent, due_at)
    SELECT commit_no, place, run_id, REPLACE(workflow COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), workflow_version,
           REPLACE(title COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(parent_run_id COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(parent_node COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), dry_run,
           REPLACE(started_by COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(definition COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(key_text COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), key_hash, input,
           REPLACE(queue COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), priority,
           REPLACE(traceparent COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), due_at
    FROM @children;
    INSERT INTO @plain_tags
        (commit_no, place, text)
    SELECT commit_no, place, REPLACE(text COLLATE Latin1_General_100_BIN2, @apostrophe, N'''')
    FROM @tags;
    INSERT INTO @plain_notes
        (commit_no, place, kind, operation, number, per, text, node_id, path, reason, json)
    SELECT commit_no, place, kind, operation, number, per, REPLACE(text COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(node_id COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), path, REPLACE(reason COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           json
    FROM @notes;
    INSERT INTO @plain_fan_outs
        (commit_no, place, operation, attempt, previous_attempt, max_parallel, on_failure, workflow, workflow_version, title, item_node, parent_node, node_id)
    SELECT commit_no, place, operation, attempt, previous_attempt, max_parallel, on_failure,
           REPLACE(workflow COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), workflow_version,
           REPLACE(title COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(item_node COLLATE Latin1_General_100_BIN2, @apostrophe, N''''),
           REPLACE(parent_node COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), REPLACE(node_id COLLATE Latin1_General_100_BIN2, @apostrophe, N'''')
    FROM @fan_outs;
    INSERT INTO @plain_fan_out_items
        (commit_no, fan_out, place, item_id, run_id, previous_run_id, waits, json, input)
    SELECT commit_no, fan_out, place, REPLACE(item_id COLLATE Latin1_General_100_BIN2, @apostrophe, N''''), run_id, previous_run_id, waits, json, input
    FROM @fan_out_items;
    EXEC [$(schema)].commit_runs_v1
        @plain_commits, @plain_steps, @values, @plain_items, @plain_children, @plain_tags, @plain_notes, @plain_fan_outs, @plain_fan_out_items, @dependencies;
END;
GO
