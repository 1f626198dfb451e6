namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>Shapes that a run's frame did not fit, one a line: each is tried once.</summary>
internal static class TriedShapes
{
    public static void Add(RunRow run, string shape)
    {
        if (!Contains(run.TriedShapes, shape)) run.TriedShapes = run.TriedShapes is null ? shape : $"{run.TriedShapes}\n{shape}";
    }

    public static bool Contains(string? tried, string shape) => tried is not null && tried.Split('\n').Contains(shape);
}
