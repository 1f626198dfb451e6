using System.Text;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Testing;

/// <summary>
/// Proves that a workflow survives crashes: for each commit of its run the process dies before it, and behind it with the reply
/// lost; another process takes over. Each time the outcome must be that of the undisturbed run, and no step may be repeated
/// whose end was committed.
/// </summary>
/// <example><code>
/// var report = await CrashAtEveryCommit.RunAsync(() => WorkflowTest.For(TripBooking.Start("Rome")).With(new Ledger()));
/// </code></example>
public static class CrashAtEveryCommit
{
    /// <summary>Tries every crash.</summary>
    /// <param name="create">Makes the test, with services that nothing has happened to yet. It is called once for each crash.</param>
    /// <param name="drive">Drives a test to the end, and decides at gates on the way; <c>RunToEndAsync</c> when null.</param>
    /// <exception cref="WorkflowTestException">A crash shows in the outcome, or repeats what was committed; the message says where.</exception>
    public static async Task<CrashReport> RunAsync<TResult>(Func<WorkflowTest<TResult>> create, Func<WorkflowTest<TResult>, Task>? drive = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        drive ??= static test => test.RunToEndAsync();
        var undisturbed = await TraceAsync(create, drive, diesAt: 0, afterwards: false).ConfigureAwait(false);
        for (var diesAt = 1; diesAt <= undisturbed.Commits; diesAt++)
        {
            await CrashAsync(diesAt, afterwards: false).ConfigureAwait(false);
            await CrashAsync(diesAt, afterwards: true).ConfigureAwait(false);
        }
        return new(undisturbed.Commits, 2 * undisturbed.Commits, undisturbed.Outcome);

        async Task CrashAsync(int diesAt, bool afterwards)
        {
            var where = $"After a crash {(afterwards ? "behind" : "before")} commit {diesAt} of {undisturbed.Commits}";
            Trace trace;
            try
            {
                trace = await TraceAsync(create, drive, diesAt, afterwards).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                throw new WorkflowTestException($"{where}: {e.Message}", e);
            }
            if (trace.Outcome != undisturbed.Outcome) throw new WorkflowTestException($"{where} the outcome is\n  {trace.Outcome}\ninstead of\n  {undisturbed.Outcome}");
            var repeated = trace.RepeatedOver(undisturbed, where);
            if (repeated.Count > trace.UnderWay)
                throw new WorkflowTestException($"{where}, with {trace.UnderWay} steps under way, these were repeated: {string.Join(", ", repeated)}");
        }
    }

    private static async Task<Trace> TraceAsync<TResult>(
        Func<WorkflowTest<TResult>> create, Func<WorkflowTest<TResult>, Task> drive, int diesAt, bool afterwards)
    {
        await using var test = create().DieAtCommit(diesAt, afterwards);
        await drive(test).ConfigureAwait(false);
        if (!test.Run.Status.IsTerminal()) throw new WorkflowTestException($"The run was not driven to its end: it is {test.Run.Status}.");
        var rows = test.Steps.Where(static row => row.Status == StepStatus.Completed).Select(static row => $"{row.NodeId}[{row.Path}]").Order(StringComparer.Ordinal);
        var outcome = $"{test.Run.Status} {Encoding.UTF8.GetString(test.Run.Output.Span)} {test.Run.Error} {string.Join(' ', rows)}";
        return new(outcome, test.Commits, test.UnderWay, [.. test.Calls.Select(static call => $"{call.Workflow}/{call.Node}[{call.Path}]")]);
    }

    /// <summary>What a run came to, and which steps it called.</summary>
    private sealed record Trace(string Outcome, int Commits, int UnderWay, IReadOnlyList<string> Calls)
    {
        public List<string> RepeatedOver(Trace other, string where)
        {
            var rest = Calls.ToList();
            foreach (var call in other.Calls)
                if (!rest.Remove(call)) throw new WorkflowTestException($"{where} '{call}' was never called.");
            return rest;
        }
    }
}
