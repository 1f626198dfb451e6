// === A_step_called_by_a_step
    [Flow]
    public async Task<int> RunAsync(int n) => await TwiceAsync(n);

    [Step]
    private async Task<int> TwiceAsync(int n) => 2 * await AddAsync(n); // RKF0114 'AddAsync' step

// === A_library_s_step_called_by_a_step
    [Flow]
    public async Task<int> RunAsync(int n) => await ReserveAsync(n);

    [Step]
    private Task<int> ReserveAsync(int n) => stock.HoldAsync("a", n); // RKF0114 'HoldAsync' step

// === A_sub_flow_called_by_a_helper
    [Flow]
    public async Task<int> RunAsync(int n) => await InnerAsync(n);

    private Func<int, Task<int>> Helper => n => InnerAsync(n); // RKF0114 'InnerAsync' sub-flow

    [SubFlow]
    private async Task<int> InnerAsync(int n) => await AddAsync(n);
