using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>Compares what a run did with what its model says.</summary>
public static class EngineComparison
{
    /// <summary>The first difference; null for none.</summary>
    public static Task<string?> DifferenceAsync(EngineRun run) => DifferenceAsync(run, run.Model);

    public static async Task<string?> DifferenceAsync(EngineRun run, EngineModel model)
    {
        var stored = (await run.Store.GetRunAsync(run.Id))!;
        if (!stored.Status.IsTerminal()) return $"it does not end: {stored}\n{string.Join('\n', await run.Store.GetStepsAsync(run.Id))}";
        var steps = await run.Store.GetStepsAsync(run.Id);
        return Differ("the end", model.End, EndOf(stored))
            ?? (stored.FinalizerError is { } error ? $"finalizer failed: {error}" : null)
            ?? DifferenceOfCalls(run, model)
            ?? DifferenceOfRows(run, model, steps)
            ?? await LeftOpenAsync(run.Store, run.Id);
    }

    /// <summary>A run below, or a row of one, that goes on when the root has ended.</summary>
    private static async Task<string?> LeftOpenAsync(IWorkflowPersistence store, RunId parent)
    {
        var below = await store.ListRunsAsync(new() { Parent = parent, IncludeEnded = true, IncludeItemRuns = true, PageSize = 1000 });
        foreach (var run in below.Runs)
        {
            if (!run.Status.IsTerminal()) return $"a run below does not end: {run}";
            if ((await store.GetStepsAsync(run.Id)).FirstOrDefault(step => !step.Status.IsTerminal()) is { } open) return $"a row below stays open: {open}";
            if (await LeftOpenAsync(store, run.Id) is { } deeper) return deeper;
        }
        return null;
    }

    /// <summary>Each strand makes its calls in order. Those that run beside a cancelled strand may have come to any point.</summary>
    private static string? DifferenceOfCalls(EngineRun run, EngineModel model)
    {
        var expected = model.Calls.ToLookup(call => call.At, call => call.Call);
        var actual = run.Calls.ToLookup(call => call.At, call => call.Call);
        foreach (var at in expected.Select(strand => strand.Key).Union(actual.Select(strand => strand.Key)))
        {
            if (run.Plan.Cancel?.Group is { } group && at.Contains(group, StringComparison.Ordinal)) continue;
            var difference = Differ($"the calls of {at}", string.Join("; ", expected[at]), string.Join("; ", actual[at]));
            if (difference is not null) return difference;
        }
        return null;
    }

    private static string? DifferenceOfRows(EngineRun run, EngineModel model, IReadOnlyList<WorkflowRunStep> steps)
    {
        if (steps.FirstOrDefault(step => !step.Status.IsTerminal()) is { } open) return $"a row stays open: {open}";
        if (run.Plan.Cancel?.Group is not null) return null;
        var actual = steps.Where(step => !step.NodeId.Contains("/unbook", StringComparison.Ordinal)).GroupBy(step => (step.NodeId, step.Path.ToString()))
            .ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.Attempt)!.Status);
        foreach (var (key, status) in model.Rows)
            if (!actual.TryGetValue(key, out var found) || (status is not null && found != status)) return $"row {key}: expected {status}, found {(actual.ContainsKey(key) ? found : "none")}";
        return actual.Keys.FirstOrDefault(key => !model.Rows.ContainsKey(key)) is { NodeId: not null } extra ? $"a row that nobody expects: {extra}" : null;
    }

    private static string EndOf(WorkflowRun run)
    {
        if (run.Status == RunStatus.Completed) return $"returned {Encoding.UTF8.GetString(run.Output.Span)}";
        if (run.Status == RunStatus.Cancelled) return $"cancelled: {run.CancelRequest?.Reason}";
        var json = new Utf8JsonReader(run.Failure.Span);
        json.Read();
        var failure = Failure.Read(ref json);
        return $"failed {failure.Kind} {failure.Type}: {failure.Message} at {failure.StepId} after {failure.Attempts}, {failure.Others.Count} others";
    }

    private static string? Differ(string what, string expected, string actual)
        => expected == actual ? null : $"{what}:\n  expected {expected}\n  actual   {actual}";
}
