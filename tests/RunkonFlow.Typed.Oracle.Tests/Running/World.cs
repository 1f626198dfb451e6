using System.Runtime.CompilerServices;

namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>What one run meets and leaves behind: its trace, the outcome of every operation, a clock that only moves with them.</summary>
public sealed class World(Plan plan)
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // As long as a failure's history gets.
    private const int MaxHistory = 16;

    // A program that goes on longer than this is a machine that does not get on.
    private const int MostEntries = 20_000;

    private readonly ConditionalWeakTable<Exception, List<Entry>> _earlier = [];
    private readonly Dictionary<Guid, int> _ids = [];
    private bool _isCancelled;

    public Plan Plan => plan;

    public List<string> Trace { get; } = [];

    /// <summary>The ordinal of the latest operation, from 0.</summary>
    public int Operation { get; private set; } = -1;

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>The value of the latest attempt that succeeded.</summary>
    public int LastValue { get; private set; }

    public int StepFailures { get; private set; }

    public int SegmentThrows { get; private set; }

    /// <summary>Statements of the reference that ran, in order of their first time.</summary>
    public Dictionary<int, int> Hits { get; } = [];

    public int LastHit { get; private set; }

    public int? CancelledAfterHit { get; private set; }

    /// <summary>How many finalizers are open; only the reference counts.</summary>
    public int FinalizerDepth { get; set; }

    /// <summary>The first failure of a finalizer under a cancellation.</summary>
    public string? FinalizerError { get; private set; }

    public bool IsInline { get; init; }

    /// <summary>A bound loop was stopped; only the reference knows.</summary>
    public bool ReachedLoopBound { get; set; }

    public void Add(string entry)
    {
        if (Trace.Count >= MostEntries) throw new EndlessProgramException();
        Trace.Add(entry);
    }

    public void Hit(int statement)
    {
        LastHit = statement;
        Hits[statement] = Hits.GetValueOrDefault(statement) + 1;
    }

    public void ThrowsInSegment() => SegmentThrows++;

    /// <summary>Starts the next operation; true when it is cancelled instead. A cancel waits while a finalizer runs.</summary>
    public bool Begin(string node, string path, bool isInFinalizer)
    {
        Operation++;
        Add($"{node} @ {path}");
        _isCancelled |= Operation == plan.CancelAt;
        if (!_isCancelled || isInFinalizer) return false;
        Add("cancelled");
        CancelledAfterHit = LastHit;
        return true;
    }

    /// <summary>The operation has ended, in whatever way.</summary>
    public void End(TimeSpan? duration = null) => Now += duration ?? TimeSpan.FromMinutes(1);

    /// <summary>One attempt at the current operation. Run as plain C#, it is also its retries.</summary>
    public async ValueTask<int> AttemptAsync(string call)
    {
        if (!IsInline) return await AttemptAsync(call, 0);
        Operation++;
        return await RetriedAsync("", call);
    }

    /// <summary>All attempts that the plan allows, as the reference makes them.</summary>
    public async ValueTask<int> RetriedAsync(string node, string call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(call, attempt);
            }
            catch (TimeoutException) when (attempt < plan.MaxAttempts(Operation))
            {
            }
            catch (TimeoutException e)
            {
                StepFailures++;
                throw new StepFailedException(node, attempt, typeof(TimeoutException).FullName!, e.Message);
            }
        }
    }

    /// <summary>The attempt that the machine's host makes next; the step itself does not know.</summary>
    public int HostAttempt { get; set; }

    private async ValueTask<int> AttemptAsync(string call, int attempt)
    {
        Add(call);
        if (plan.Yields(Operation)) await Task.Yield();
        if (plan.Fails(Operation, attempt == 0 ? HostAttempt : attempt)) throw new TimeoutException($"no answer to {call}");
        return LastValue = plan.Value(Operation);
    }

    /// <summary>Numbers ids by their first appearance, so that one that comes twice shows.</summary>
    public int NumberOf(Guid id) => _ids.TryGetValue(id, out var number) ? number : _ids[id] = _ids.Count;

    /// <summary>The same exception as a new object: what a handler holds is not changed by what happens to a later throw.</summary>
    public Exception Thrown(Exception exception)
    {
        if (exception is not StepFailedException step) return exception;
        var thrown = new StepFailedException(step.StepId, step.Attempts, step.ErrorType, step.Message);
        if (_earlier.TryGetValue(step, out var earlier)) _earlier.Add(thrown, earlier);
        return thrown;
    }

    /// <summary>A finalizer has failed: true when what was pending stays, which is so for a cancellation only.</summary>
    public bool Keeps(Exception? pending, Exception later)
    {
        if (pending is RunCancelledException)
        {
            FinalizerError ??= Describe(later);
            return true;
        }
        if (pending is not null)
            _earlier.AddOrUpdate(later, [.. HistoryOf(later).Append(new(DescribeAlone(pending), TypeOf(pending).Length)).Concat(HistoryOf(pending)).Take(MaxHistory)]);
        return false;
    }

    /// <summary>The length of the earlier failure's type, or -1 without one: a number that a handler may work with.</summary>
    public int EarlierTypeLength(Exception exception) => HistoryOf(exception) is [var earlier, ..] ? earlier.TypeLength : -1;

    public string Describe(Exception exception)
        => string.Join(", earlier ", HistoryOf(exception).Select(e => e.Text).Prepend(DescribeAlone(exception)));

    public static string Describe(Failure failure)
    {
        var alone = failure.Kind == FailureKind.Cancel
            ? $"Cancel {failure.Type}: {failure.Message}"
            : DescribeAlone($"{failure.Kind}", failure.Type, failure.Message, failure.StepId, failure.Attempts);
        return failure.Earlier is { } earlier ? $"{alone}, earlier {Describe(earlier)}" : alone;
    }

    private static string DescribeAlone(Exception exception) => exception switch
    {
        RunCancelledException => "Cancel UserRequested: cancelled",
        StepFailedException e => DescribeAlone("Step", e.ErrorType, e.Message, e.StepId, e.Attempts),
        _ => DescribeAlone("Fault", TypeOf(exception), exception.Message, "", 0),
    };

    private static string DescribeAlone(string kind, string type, string message, string step, int attempts)
        => $"{kind} {type}: {message}{(step.Length > 0 ? $" at {step} after {attempts}" : "")}";

    private static string TypeOf(Exception exception) => exception is StepFailedException step ? step.ErrorType : exception.GetType().FullName!;

    private List<Entry> HistoryOf(Exception exception) => _earlier.TryGetValue(exception, out var earlier) ? earlier : [];

    /// <summary>
    /// Where the run is; set back, what came later is lost as in a crash. Ids stay known, because a segment that is run again must
    /// give the same.
    /// </summary>
    public (int Entries, int Operation, DateTimeOffset Now) Moment
    {
        get => (Trace.Count, Operation, Now);
        set
        {
            Trace.RemoveRange(value.Entries, Trace.Count - value.Entries);
            (Operation, Now) = (value.Operation, value.Now);
        }
    }

    private sealed record Entry(string Text, int TypeLength);
}
