-- The version of the schema and the mark of its procedures. For all, at their start.
-- Reads: schema_version.
CREATE PROCEDURE [$(schema)].get_schema_v1
AS
BEGIN
    SET NOCOUNT ON;
    SELECT TOP (1) version, logic FROM [$(schema)].schema_version ORDER BY version DESC;
END;
GO
