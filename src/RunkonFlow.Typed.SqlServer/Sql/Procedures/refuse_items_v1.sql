-- Finds the first change of items that the tables refuse. Internal.
-- Locks: none beyond the run (held). Reads: item, step.
CREATE PROCEDURE [$(schema)].refuse_items_v1
    @run_key bigint, @commit_no int, @items [$(schema)].item_rows_v1 READONLY,
    @reason tinyint OUTPUT, @text nvarchar(max) OUTPUT, @from int OUTPUT, @to int OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;
    SET @reason = 0;
    SELECT TOP (1)
        @reason = CASE WHEN x.item_id IS NULL THEN 4 WHEN x.run_id IS NOT NULL THEN 5
                       WHEN x.from_status <> x.status
                            AND NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t
                                            WHERE t.kind = 2 AND t.from_status = x.from_status AND t.to_status = x.status) THEN 6
                       ELSE 7 END,
        @text = ISNULL(x.item_id, CAST(x.item_key AS nvarchar(20))), @from = x.from_status, @to = x.status
    FROM (SELECT w.place, w.item_key, w.status, i.item_id, i.run_id,
                 COALESCE((SELECT TOP (1) p.status FROM @items AS p
                           WHERE p.commit_no = w.commit_no AND p.item_key = w.item_key AND p.place < w.place ORDER BY p.place DESC), i.status) AS from_status
          FROM @items AS w
          LEFT JOIN (SELECT m.item_key, m.item_id, m.run_id, m.status
                     FROM [$(schema)].item AS m
                     JOIN [$(schema)].step AS s ON s.step_id = m.step_id
                     WHERE s.run_key = @run_key) AS i ON i.item_key = w.item_key
          WHERE w.commit_no = @commit_no) AS x
    WHERE x.item_id IS NULL OR x.run_id IS NOT NULL OR x.status = 0
       OR (x.from_status <> x.status
           AND NOT EXISTS (SELECT 1 FROM [$(schema)].transition AS t WHERE t.kind = 2 AND t.from_status = x.from_status AND t.to_status = x.status))
    ORDER BY x.place;
END;
GO
