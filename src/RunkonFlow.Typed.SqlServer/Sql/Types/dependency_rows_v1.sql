-- Which item of a fan-out that begins needs which, by their places.
CREATE TYPE [$(schema)].dependency_rows_v1 AS TABLE
(
    commit_no int NOT NULL,
    fan_out int NOT NULL,
    needs int NOT NULL,
    place int NOT NULL,
    PRIMARY KEY (commit_no, fan_out, needs, place)
);
GO
