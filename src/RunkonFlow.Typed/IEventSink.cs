using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed;

/// <summary>
/// Is given the events of all runs of the store once they are committed: each at least once, those of a run in the order of their
/// numbers. One worker feeds a sink at a time. What throws is given again, after a pause that grows; other sinks and the runs
/// do not notice.
/// </summary>
/// <example><code>services.AddRunkonFlow().AddSink("search-index", provider => new IndexSink(provider.GetRequiredService&lt;IIndex&gt;()));</code></example>
public interface IEventSink
{
    /// <summary>Takes events; when it returns they count as taken, and when it throws none of them does.</summary>
    /// <param name="events">Not empty. An event's run and number tell whether it was given before.</param>
    /// <param name="cancellationToken">Cancelled when the worker stops, or another has taken over.</param>
    ValueTask WriteAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken);
}
