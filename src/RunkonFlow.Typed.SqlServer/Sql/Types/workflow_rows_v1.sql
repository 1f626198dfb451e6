-- Workflows that a worker has registered.
CREATE TYPE [$(schema)].workflow_rows_v1 AS TABLE
(
    workflow nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    workflow_version int NOT NULL,
    shape nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO
