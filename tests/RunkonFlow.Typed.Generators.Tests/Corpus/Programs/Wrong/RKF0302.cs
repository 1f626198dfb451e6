// === A_compensation_of_nothing
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step, Compensates("Nothing")] // RKF0302 'UndoAsync' 'Nothing' nameof
    private Task UndoAsync(CancellationToken ct = default) => Task.CompletedTask;

// === A_compensation_of_a_method_that_is_no_step
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    private Task<int> PlainAsync(int n) => Task.FromResult(n);

    [Step, Compensates(nameof(PlainAsync))] // RKF0302 'UndoAsync' 'PlainAsync' [Step]
    private Task UndoAsync(int n, CancellationToken ct = default) => PlainAsync(n);

// === A_compensation_that_takes_something_else
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step, Compensates(nameof(AddAsync))] // RKF0302 'UndoAsync' 'AddAsync' 'int'
    private Task UndoAsync(string sum, CancellationToken ct = default) => Task.FromResult(sum);

// === A_compensation_that_takes_more_than_the_result
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step, Compensates(nameof(AddAsync))] // RKF0302 'UndoAsync' 'AddAsync' 'int'
    private Task UndoAsync(int sum, int left) => Task.FromResult(sum + left);

// === A_compensation_with_a_result_where_there_is_none
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step, Compensates(nameof(NoteAsync))] // RKF0302 'UndoAsync' 'NoteAsync' nothing
    private Task UndoAsync(int sum) => Task.FromResult(sum);

// === A_second_compensation_of_a_step
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step, Compensates(nameof(AddAsync))]
    private Task UndoAsync(int sum) => Task.FromResult(sum);

    [Step, Compensates(nameof(AddAsync))] // RKF0302 'UndoAgainAsync' 'UndoAsync'
    private Task UndoAgainAsync(int sum) => Task.FromResult(sum);

// === A_substitute_that_does_not_exist
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step(Commits = true), DryRun("PretendAsync")] // RKF0302 'PayAsync' 'PretendAsync' 'Task<int> PretendAsync(decimal sum)'
    private Task<int> PayAsync(decimal sum, CancellationToken ct = default) => Task.FromResult((int)sum);

// === A_substitute_that_takes_something_else
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step(Commits = true), DryRun(nameof(PretendAsync))] // RKF0302 'PayAsync' 'PretendAsync' 'Task<int> PretendAsync(decimal sum)'
    private Task<int> PayAsync(decimal sum, CancellationToken ct = default) => Task.FromResult((int)sum);

    private Task<int> PretendAsync(int sum) => Task.FromResult(sum);

// === A_compensation_that_is_no_step
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Compensates(nameof(AddAsync))] // RKF0010 [Compensates] 'UndoAsync'
    private Task UndoAsync(int sum) => Task.FromResult(sum);

// === A_gate_that_is_resolved_by_no_step
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h"), ResolvedBy(nameof(LookAsync))] // RKF0302 'ChecksAsync' 'LookAsync' 'Ordering'
    private partial ValueTask<Decision> ChecksAsync(int n, CancellationToken ct = default);

    private Task<Decision?> LookAsync(int n) => Task.FromResult<Decision?>(n > 0 ? null : new(DecisionOutcome.Approved, false, null, null));

// === A_gate_that_is_resolved_by_a_claim
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h"), ResolvedBy(nameof(LookAsync))] // RKF0302 'ChecksAsync' 'LookAsync' '[Step] Task<Decision?> LookAsync(int n)'
    private partial ValueTask<Decision> ChecksAsync(int n, CancellationToken ct = default);

    [Step]
    private Task<bool> LookAsync(int n) => Task.FromResult(n > 0);

// === A_step_that_is_resolved
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step, ResolvedBy(nameof(AddAsync))] // RKF0010 [ResolvedBy] 'LookAsync'
    private Task<bool> LookAsync(int n) => Task.FromResult(n > 0);

// === A_gate_that_is_asked_all_the_time
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h"), ResolvedBy(nameof(LookAsync), Every = "0s")] // RKF0300 Every "0s"
    private partial ValueTask<Decision> ChecksAsync(int n, CancellationToken ct = default);

    [Step]
    private Task<Decision?> LookAsync(int n) => Task.FromResult<Decision?>(n > 0 ? null : new(DecisionOutcome.Approved, false, null, null));
