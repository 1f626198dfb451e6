-- Large values of frames; without a value the stored one is deleted.
CREATE TYPE [$(schema)].value_rows_v1 AS TABLE
(
    commit_no int NOT NULL,
    value_id int NOT NULL,
    json varbinary(max) NULL,
    PRIMARY KEY (commit_no, value_id)
);
GO
