// === A_nightly_workflow_on_a_queue
namespace Other;

[Workflow("nightly", Timeout = "4h"), Queue("gpu", Priority = 5), Schedule("0 30 2,14 1-15/2,L * MON-FRI", TimeZone = "Europe/Berlin", Overlap = ScheduleOverlap.Allow)]
public sealed partial class Nightly
{
    [Flow]
    public async Task<int> RunAsync(int n = 1, CancellationToken ct = default) => await AddAsync(n, ct);

    [Step]
    private Task<int> AddAsync(int n, CancellationToken ct = default) => Task.FromResult(n);
}

// === An_automated_gate
    [Flow]
    public async Task<int> RunAsync(string id)
    {
        var checks = await ChecksAsync(id);
        var day = await DayAsync(3);
        return checks.Approved ? day.Selections.Count : 0;
    }

    [Gate(Timeout = "2h"), ResolvedBy(nameof(LookAsync), Every = "1m")]
    private partial ValueTask<Decision> ChecksAsync(string id, CancellationToken ct = default);

    [Step(Timeout = "10s")]
    private async Task<Decision?> LookAsync(string id, CancellationToken ct = default, StepContext step = default)
    {
        await Task.Delay(1, ct);
        return step.Attempt < id.Length ? null : new Decision(DecisionOutcome.Approved, false, "checks", null);
    }

    [Gate(Timeout = "2h"), ResolvedBy(nameof(PickAsync))]
    private partial ValueTask<Decision<DayOfWeek>> DayAsync(int n);

    [Step]
    private ValueTask<Decision<DayOfWeek>?> PickAsync(int number)
        => new(number > 2 ? null : new Decision<DayOfWeek>(DecisionOutcome.Approved, false, null, null, [DayOfWeek.Friday]));
