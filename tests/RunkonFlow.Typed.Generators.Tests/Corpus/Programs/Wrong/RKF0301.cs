// === A_substitute_for_a_step_that_changes_nothing
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step, DryRun(nameof(PretendAsync))] // RKF0301 'PayAsync' Commits
    private Task<int> PayAsync(decimal sum, CancellationToken ct = default) => Task.FromResult((int)sum);

    private Task<int> PretendAsync(decimal sum) => Task.FromResult((int)sum);
