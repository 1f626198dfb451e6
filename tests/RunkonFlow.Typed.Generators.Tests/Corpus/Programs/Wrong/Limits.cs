// === A_limit_on_something_that_the_step_does_not_take
    [Flow]
    public async Task<int> RunAsync(int n) => await LimitedAsync(n);

    [Step, Concurrency("account-{account}")] // RKF0300 'LimitedAsync' 'account'
    private Task<int> LimitedAsync(int n) => Task.FromResult(n);

// === A_limit_of_nothing_at_once
    [Flow]
    public async Task<int> RunAsync(int n) => await LimitedAsync(n);

    [Step, Concurrency("account-{n}", Limit = 0)] // RKF0300 Limit 1
    private Task<int> LimitedAsync(int n) => Task.FromResult(n);

// === A_rate_in_no_time
    [Flow]
    public async Task<int> RunAsync(int n) => await LimitedAsync(n);

    [Step, RateLimit("mails", Limit = 3, Per = "0s")] // RKF0300 Per "0s"
    private Task<int> LimitedAsync(int n) => Task.FromResult(n);

// === A_limit_on_a_flow
    [Flow, Concurrency("all")] // RKF0010 [Concurrency]
    public async Task<int> RunAsync(int n) => await AddAsync(n);
