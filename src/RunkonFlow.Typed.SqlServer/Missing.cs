using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer;

/// <summary>Rows that a call names and that do not exist.</summary>
internal static class Missing
{
    public static NotFoundException Run(RunId id) => new($"There is no run {id}; it may have been purged.");

    public static NotFoundException Step(long id) => new($"There is no step row {id}; its run may have been purged.");
}
