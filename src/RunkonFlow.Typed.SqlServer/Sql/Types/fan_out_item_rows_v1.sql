-- Items of fan-outs that begin, and of those that take the items of an earlier attempt the runs to be tried anew: previous_run_id is the one before.
CREATE TYPE [$(schema)].fan_out_item_rows_v1 AS TABLE
(
    commit_no int NOT NULL,
    fan_out int NOT NULL,
    place int NOT NULL,
    item_id nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    run_id char(26) COLLATE Latin1_General_100_BIN2 NOT NULL,
    previous_run_id char(26) COLLATE Latin1_General_100_BIN2 NULL,
    waits int NOT NULL,
    json varbinary(max) NULL,
    input varbinary(max) NULL,
    PRIMARY KEY (commit_no, fan_out, place)
);
GO
