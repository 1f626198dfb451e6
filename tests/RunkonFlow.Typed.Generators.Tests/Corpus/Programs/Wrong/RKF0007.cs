// === A_gate_that_is_not_partial
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h")]
    private ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default) => throw new InvalidOperationException($"{n}"); // RKF0007 'ApprovalAsync' partial

// === A_gate_that_returns_a_task
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h")]
    private partial Task<Decision> ApprovalAsync(int n, CancellationToken ct = default); // RKF0007 'ApprovalAsync' 'ValueTask<Decision>'

// === A_gate_that_returns_a_claim
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h")]
    private partial ValueTask<bool> ApprovalAsync(int n, CancellationToken ct = default); // RKF0007 'ApprovalAsync' 'ValueTask<Decision>'

// === A_gate_whose_options_are_numbers
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h")]
    private partial ValueTask<Decision<int>> ApprovalAsync(CancellationToken ct = default); // RKF0007 'ApprovalAsync' 'int' enum

// === A_gate_whose_text_options_come_from_nowhere
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h")]
    private partial ValueTask<Decision<string>> ApprovalAsync(string choices, CancellationToken ct = default); // RKF0007 'ApprovalAsync' options

// === A_gate_with_a_body
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h")]
    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default); // RKF0007 'ApprovalAsync' body

    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct) => throw new InvalidOperationException($"{n}");

// === A_signal_that_is_not_partial
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Signal]
    private ValueTask<int> PaidAsync(CancellationToken ct = default) => new(1); // RKF0007 'PaidAsync' 'private partial ValueTask<int> PaidAsync(…);'

// === A_signal_without_a_message
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Signal]
    private partial ValueTask PaidAsync(CancellationToken ct = default); // RKF0007 'PaidAsync' 'ValueTask<T>'
