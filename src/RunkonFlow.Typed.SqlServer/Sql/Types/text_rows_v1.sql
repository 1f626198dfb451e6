-- Texts that belong to a row of another type: tags of runs, queues of a claim.
CREATE TYPE [$(schema)].text_rows_v1 AS TABLE
(
    commit_no int NOT NULL,
    place int NOT NULL,
    text nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO
