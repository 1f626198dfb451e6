// === A_token_of_a_source_made_in_the_flow
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        return await AddAsync(n, ct: new CancellationToken(true)); // RKF0110 'AddAsync' ct
    }

// === A_copy_of_the_flow_s_token
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        var token = ct;
        return await AddAsync(n, 1, token); // RKF0110 'AddAsync' ct
    }

// === A_token_of_a_linked_source
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        return await AddAsync(n, 1, CancellationTokenSource.CreateLinkedTokenSource(ct).Token); // RKF0110 'AddAsync' ct
    }

// === Another_token_for_a_timer
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        await Flow.Delay(TimeSpan.FromDays(1), new CancellationToken(false)); // RKF0110 'Flow.Delay' ct
        return n;
    }

// === A_conditional_token
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        return await AddAsync(n, 1, n > 1 ? ct : default); // RKF0110 'AddAsync' ct
    }

// === The_flow_s_token_is_replaced
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        ct = CancellationToken.None; // RKF0110 'ct'
        return await AddAsync(n, 1, ct);
    }

// === A_step_context_made_by_the_flow
    [Flow]
    public async Task<string> RunAsync(string address, StepContext other = default)
    {
        return await courier.SendAsync(address, default, other); // RKF0110 'SendAsync'
    }

// === The_item_s_token_in_an_argument
    [Flow]
    public async Task<int> RunAsync(List<int> numbers)
    {
        var all = await Flow.ForEach(numbers, (n, ct) => AddAsync(n, ct.IsCancellationRequested ? 1 : 0, ct)); // RKF0110 'ct' once the item runs
        return all.Items.Count;
    }
