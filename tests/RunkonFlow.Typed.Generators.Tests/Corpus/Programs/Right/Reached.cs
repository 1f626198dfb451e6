// === What_attributes_name_is_reached
namespace Other;

// No word of RKF0105.
[Workflow("plain")]
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var checks = await Flow.As("first", ChecksAsync(n));
        var sum = await AddAsync(checks.Approved ? n : 0);
        await PartAsync(sum);
        return sum;
    }

    [SubFlow]
    private async Task PartAsync(int n)
    {
        var (_, _) = await Flow.Parallel(AddAsync(n), PaidAsync());
    }

    [Step(Commits = true), DryRun(nameof(PretendAsync))]
    private Task<int> AddAsync(int n) => Task.FromResult(n);

    [Step]
    private Task<int> PretendAsync(int n) => Task.FromResult(n);

    [Step, Compensates(nameof(AddAsync))]
    private Task TakeAsync(int n) => Task.FromResult(n);

    [Gate(Timeout = "1h"), ResolvedBy(nameof(LookAsync))]
    private partial ValueTask<Decision> ChecksAsync(int n);

    [Step]
    private Task<Decision?> LookAsync(int n) => Task.FromResult<Decision?>(n > 0 ? null : new(DecisionOutcome.Approved, false, null, null));

    [Signal(Timeout = "1h")]
    private partial ValueTask<int> PaidAsync();

    [Step]
    public Task<int> ForOthersAsync(int n) => Task.FromResult(n);
}
