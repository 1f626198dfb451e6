using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Imported;

/// <summary>What a workflow came to: the results of its steps, and of the workflows that it called.</summary>
/// <param name="Entries">In the order in which they came.</param>
public sealed record RunResult(ImmutableArray<LogEntry> Entries)
{
    /// <summary>The last result: it is the workflow's own.</summary>
    [JsonIgnore]
    public StepResult Last => Entries is [.., var last] ? last.Result : StepResult.Empty;

    /// <summary>The latest result of a step; null when it has not run.</summary>
    public StepResult? Of(string step) => Entries.LastOrDefault(entry => entry.Step == step)?.Result;
}
