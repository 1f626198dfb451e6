-- Changes of fan-out items that were inserted by name.
CREATE TYPE [$(schema)].item_rows_v1 AS TABLE
(
    commit_no int NOT NULL,
    place int NOT NULL,
    item_key bigint NOT NULL,
    status tinyint NOT NULL,
    child_run nvarchar(100) NULL,
    PRIMARY KEY (commit_no, place)
);
GO
