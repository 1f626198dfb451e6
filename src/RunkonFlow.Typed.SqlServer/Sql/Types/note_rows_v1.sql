-- Small parts of commits. kind: 1 a child run to cancel (text is its id, reason why), 2 a signal that was taken (number), 3 a fan-out to break off (operation, number is the attempt), 4 saved progress (operation, text is the node, path, json; none to remove it), 5 a limit (operation, text is the key, node, number is how many, per in microseconds of a rate), 6 a reply to a request (text is the signal, operation the hash of the key, json).
CREATE TYPE [$(schema)].note_rows_v1 AS TABLE
(
    commit_no int NOT NULL,
    place int NOT NULL,
    kind tinyint NOT NULL,
    operation binary(16) NULL,
    number bigint NULL,
    per bigint NULL,
    text nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    node_id nvarchar(400) NULL,
    path varchar(100) NULL,
    reason nvarchar(400) NULL,
    json varbinary(max) NULL,
    PRIMARY KEY (commit_no, place)
);
GO
