// === A_prompt_that_names_no_parameter
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h", Prompt = "Pay {amount}?")] // RKF0300 'ApprovalAsync' 'amount'
    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default);

// === A_prompt_that_names_no_member
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h", Prompt = "Pay {order.Sum}?")] // RKF0300 'Shop.Order' 'Sum'
    private partial ValueTask<Decision> ApprovalAsync(Order order, CancellationToken ct = default);

// === A_prompt_with_a_brace_left_open
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h", Assignee = "{n")] // RKF0300 Assignee '{{'
    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default);

// === BUG_14_a_gate_that_nobody_need_approve
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate(Timeout = "1h", MinApprovals = 0)] // RKF0300 MinApprovals 1
    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default);

// === BUG_14_a_signal_with_an_unreadable_timeout
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Signal(Timeout = "soon")] // RKF0300 Timeout "soon"
    private partial ValueTask<int> PaidAsync(CancellationToken ct = default);

// === A_gate_with_the_id_of_a_step
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Gate("add", Timeout = "1h")] // RKF0004 'add' 'AddAsync'
    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default);

// === A_gate_that_is_not_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var task = ApprovalAsync(n); // RKF0102 'ApprovalAsync'
        return await AddAsync(n);
    }

    [Gate(Timeout = "1h")]
    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default);

// === A_gate_inside_a_condition
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if ((await ApprovalAsync(n)).Approved) return 1; // RKF0101 'ApprovalAsync' local
        return await AddAsync(n);
    }

    [Gate(Timeout = "1h")]
    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default);

// === A_second_wait_without_a_name
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var first = await PaidAsync();
        var second = await PaidAsync(); // RKF0108 'PaidAsync'
        return first + second + n;
    }

    [Signal(Timeout = "1h")]
    private partial ValueTask<int> PaidAsync(CancellationToken ct = default);

// === A_message_that_cannot_be_stored
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Signal(Timeout = "1h")]
    private partial ValueTask<Stream> PaidAsync(CancellationToken ct = default); // RKF0201 'PaidAsync'
