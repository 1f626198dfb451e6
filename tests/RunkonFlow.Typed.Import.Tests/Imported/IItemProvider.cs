using System.Collections.Immutable;

namespace Studio.Workflows;

/// <summary>Finds the items that a workflow is run for.</summary>
public interface IItemProvider
{
    /// <summary>The items, once; what comes later is not seen.</summary>
    Task<ImmutableArray<WorkItem>> ItemsAsync(ItemQuery query, CancellationToken ct);
}
