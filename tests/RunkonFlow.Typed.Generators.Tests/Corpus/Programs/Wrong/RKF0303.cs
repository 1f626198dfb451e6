// === A_result_that_a_dry_run_has_not
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await PayAsync(n);
        await BookAsync(n);
        var number = await BillAsync(n); // RKF0303 'BillAsync' [DryRun]
        return number;
    }

    [Step(Commits = true), DryRun(nameof(PretendAsync))]
    private Task<int> PayAsync(decimal sum, CancellationToken ct = default) => Task.FromResult((int)sum);

    private Task<int> PretendAsync(decimal sum) => Task.FromResult((int)sum);

    [Step(Commits = true)]
    private Task BookAsync(int n) => Task.FromResult(n);

    [Step(Commits = true)]
    private Task<int> BillAsync(int n) => Task.FromResult(n);
