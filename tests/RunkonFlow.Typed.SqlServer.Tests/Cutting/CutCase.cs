using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Tests.Cutting;

/// <summary>One operation in whose calls connections break.</summary>
/// <param name="Name">What a report calls it.</param>
/// <param name="Act">The operation, on a store behind the proxy; what it answers, as text without ids and times.</param>
internal sealed record CutCase(string Name, Func<IWorkflowPersistence, CutStage, Task<string>> Act)
{
    /// <summary>A case that answers nothing.</summary>
    public CutCase(string name, Func<IWorkflowPersistence, CutStage, ValueTask> act)
        : this(name, async (store, stage) =>
        {
            await act(store, stage);
            return "done";
        })
    {
    }

    public override string ToString() => Name;
}
