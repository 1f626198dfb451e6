using System.Diagnostics;
using System.Diagnostics.Metrics;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// Spans and figures of the engine, under the name <c>RunkonFlow.Typed</c>. Where nobody listens they cost a question. The
/// names are part of the product.
/// </summary>
internal static class Telemetry
{
    public const string Name = "RunkonFlow.Typed";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);

    private static readonly Counter<long> s_runs = s_meter.CreateCounter<long>("runkonflow.runs.ended", "{run}", "Runs that have ended on this worker.");

    private static readonly Histogram<double> s_attempts = s_meter.CreateHistogram<double>(
        "runkonflow.step.duration", "s", "How long the bodies of step attempts took.");

    /// <summary>Somebody wants to know of attempts.</summary>
    public static bool IsWatched => s_attempts.Enabled || s_source.HasListeners();

    /// <summary>The span of a run on this worker, from its claim until it is let go; a child of whatever started the run, wherever that was.</summary>
    public static Activity? StartRun(ClaimedRun run)
    {
        if (!s_source.HasListeners()) return null;
        ActivityContext.TryParse(run.TraceParent, null, isRemote: true, out var parent);
        var span = s_source.StartActivity($"run {run.WorkflowName}", ActivityKind.Internal, parent);
        span?.SetTag("runkonflow.run.id", run.RunId.ToString());
        span?.SetTag("runkonflow.workflow", run.WorkflowName);
        return span;
    }

    /// <summary>The span of one attempt at a step.</summary>
    public static Activity? StartAttempt(string workflow, string node, int attempt)
    {
        if (!s_source.HasListeners()) return null;
        var span = s_source.StartActivity($"step {node}");
        span?.SetTag("runkonflow.workflow", workflow);
        span?.SetTag("runkonflow.node", node);
        span?.SetTag("runkonflow.attempt", attempt);
        return span;
    }

    public static void EndAttempt(Activity? span, string workflow, string step, AttemptEnd end, Exception? error, TimeSpan duration)
    {
        var outcome = end.ToString();
        span?.SetTag("runkonflow.outcome", outcome);
        if (end is AttemptEnd.Failed or AttemptEnd.TimedOut) span?.SetStatus(ActivityStatusCode.Error, error?.Message);
        if (!s_attempts.Enabled) return;
        s_attempts.Record(
            duration.TotalSeconds, new("runkonflow.workflow", workflow), new("runkonflow.step", step), new KeyValuePair<string, object?>("runkonflow.outcome", outcome));
    }

    public static void EndRun(string workflow, RunStatus status)
    {
        if (s_runs.Enabled) s_runs.Add(1, new("runkonflow.workflow", workflow), new KeyValuePair<string, object?>("runkonflow.status", status.ToText()));
    }
}
