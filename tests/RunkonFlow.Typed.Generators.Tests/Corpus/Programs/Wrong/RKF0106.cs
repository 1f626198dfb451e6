// === A_sub_flow_that_calls_itself
    [Flow]
    public async Task<int> RunAsync(int n) => await PartAsync(n);

    [SubFlow]
    private async Task<int> PartAsync(int n)
    {
        if (n > 3) return n;
        return await PartAsync(n + 1); // RKF0106 PartAsync → PartAsync
    }

// === Two_sub_flows_that_call_each_other
    [Flow]
    public async Task<int> RunAsync(int n) => await FirstAsync(n);

    [SubFlow]
    private async Task<int> FirstAsync(int n) => await SecondAsync(n); // RKF0106 FirstAsync → SecondAsync → FirstAsync

    [SubFlow]
    private async Task<int> SecondAsync(int n) => await FirstAsync(n);

// === A_flow_that_calls_itself
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (n > 3) return n;
        return await RunAsync(n + 1); // RKF0106 RunAsync → RunAsync
    }

// === A_sub_flow_that_calls_its_flow
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (n > 3) return n;
        return await PartAsync(n + 1); // RKF0106 RunAsync → PartAsync → RunAsync
    }

    [SubFlow]
    private async Task<int> PartAsync(int n) => await RunAsync(n);

// === A_ring_of_three_sub_flows_behind_a_flow
    [Flow]
    public async Task<int> RunAsync(int n) => await AAsync(n);

    [SubFlow]
    private async Task<int> AAsync(int n) => await BAsync(n); // RKF0106 AAsync → BAsync → CAsync → AAsync

    [SubFlow]
    private async Task<int> BAsync(int n) => await CAsync(n);

    [SubFlow]
    private async Task<int> CAsync(int n)
    {
        while (Flow.Loop(n < 3, 5))
            n = await AAsync(n + 1);
        return n;
    }

// === A_flow_that_calls_itself_through_another_workflow
namespace Other;

[Workflow("first")]
public sealed partial class First(Second second)
{
    [Flow]
    public async Task<int> RunAsync(int n) => await second.RunAsync(n); // RKF0106 'First.RunAsync' First.RunAsync → Second.RunAsync → Second.PartAsync → First.RunAsync
}

[Workflow("second")]
public sealed partial class Second(First first)
{
    [Flow]
    public async Task<int> RunAsync(int n) => await PartAsync(n);

    [SubFlow]
    private async Task<int> PartAsync(int n) => await first.RunAsync(n);
}

// === A_flow_whose_child_is_itself
namespace Other;

[Workflow("first")]
public sealed partial class First(First first)
{
    [Flow]
    public async Task<int> RunAsync(int n) => await first.RunAsync(n); // RKF0106 'RunAsync' RunAsync → RunAsync
}

// === A_sub_flow_for_each_item_of_itself
    [SubFlow]
    private async Task<int> DownAsync(int n)
    {
        var all = await Flow.ForEach(Enumerable.Range(0, n), this.DownAsync); // RKF0106 'DownAsync'
        return all.Items.Count;
    }

    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await DownAsync(n);
    }

// === A_sub_flow_as_a_branch_of_itself
    [SubFlow]
    private async Task<int> DownAsync(int n)
    {
        var (left, right) = await Flow.Parallel(AddAsync(n), n > 0 ? DownAsync(n - 1) : Flow.Skip<int>()); // RKF0106 'DownAsync'
        return left + right;
    }

    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await DownAsync(n);
    }
