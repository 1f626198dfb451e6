-- Fan-outs to begin.
CREATE TYPE [$(schema)].fan_out_rows_v1 AS TABLE
(
    commit_no int NOT NULL,
    place int NOT NULL,
    operation binary(16) NOT NULL,
    attempt int NOT NULL,
    previous_attempt int NOT NULL,
    max_parallel int NOT NULL,
    on_failure tinyint NOT NULL,
    workflow nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    workflow_version int NOT NULL,
    title nvarchar(400) NOT NULL,
    item_node nvarchar(400) NOT NULL,
    parent_node nvarchar(600) NOT NULL,
    node_id nvarchar(400) NOT NULL,
    PRIMARY KEY (commit_no, place)
);
GO
