-- Child runs to create.
CREATE TYPE [$(schema)].child_rows_v1 AS TABLE
(
    commit_no int NOT NULL,
    place int NOT NULL,
    run_id char(26) COLLATE Latin1_General_100_BIN2 NOT NULL,
    workflow nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    workflow_version int NOT NULL,
    title nvarchar(400) NOT NULL,
    parent_run_id nvarchar(400) NOT NULL,
    parent_node nvarchar(600) NULL,
    dry_run bit NOT NULL,
    started_by nvarchar(400) NOT NULL,
    definition nvarchar(max) NULL,
    key_text nvarchar(400) NULL,
    key_hash binary(16) NULL,
    input varbinary(max) NULL,
    queue nvarchar(200) NOT NULL,
    priority int NOT NULL,
    traceparent nvarchar(200) NULL,
    due_at datetime2(3) NULL,
    PRIMARY KEY (commit_no, place)
);
GO
