// === A_gate_at_which_nobody_is_asked
namespace Other;

[Workflow("plain")]
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);

    [Gate(Timeout = "1h")]
    internal partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default); // RKF0105 'ApprovalAsync' gate
}

// === A_step_that_only_a_forgotten_sub_flow_calls
namespace Other;

[Workflow("plain")]
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n) => await UsedAsync(n);

    [SubFlow]
    private async Task<int> UsedAsync(int n) => await AddAsync(n);

    [SubFlow]
    internal async Task<int> ForgottenAsync(int n) => await LostAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);

    [Step, Compensates(nameof(AddAsync))]
    private Task TakeAsync(int n) => Task.FromResult(n);

    [Step]
    private Task<int> LostAsync(int n) => Task.FromResult(n); // RKF0105 'LostAsync' step
}
