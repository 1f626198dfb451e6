-- Commits of runs; commit_no ties the rows of the other types to them. is_refused: the client itself found something wrong with it.
CREATE TYPE [$(schema)].commit_rows_v1 AS TABLE
(
    commit_no int NOT NULL PRIMARY KEY,
    run_id char(26) COLLATE Latin1_General_100_BIN2 NOT NULL,
    generation bigint NOT NULL,
    sequence bigint NOT NULL,
    digest binary(16) NOT NULL,
    status tinyint NOT NULL,
    suspend_reason tinyint NOT NULL,
    releases bit NOT NULL,
    due_at datetime2(3) NULL,
    seen_inbox bigint NOT NULL,
    makes_progress bit NOT NULL,
    is_finalizing bit NOT NULL,
    finalizers_due datetime2(3) NULL,
    shape nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    frame varbinary(max) NULL,
    output varbinary(max) NULL,
    failure varbinary(max) NULL,
    error nvarchar(max) NULL,
    finalizer_error nvarchar(max) NULL,
    at_node nvarchar(400) NULL,
    is_refused bit NOT NULL,
    parts int NOT NULL,
    trim_before int NOT NULL
);
GO
