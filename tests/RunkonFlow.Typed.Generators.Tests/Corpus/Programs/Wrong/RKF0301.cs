// === A_substitute_for_a_step_that_changes_nothing
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step, DryRun(nameof(PretendAsync))] // RKF0301 'PayAsync' Commits
    private Task<int> PayAsync(decimal sum, CancellationToken ct = default) => Task.FromResult((int)sum);

    private Task<int> PretendAsync(decimal sum) => Task.FromResult((int)sum);

// === A_transaction_in_a_step_that_runs_at_most_once
    [Flow]
    public async Task<int> RunAsync(int n) => await BookAsync(n);

    [Step(AtMostOnce = true)]
    private Task<int> BookAsync(int sum, System.Data.Common.DbTransaction transaction = null!) => Task.FromResult(sum); // RKF0301 'BookAsync' AtMostOnce
