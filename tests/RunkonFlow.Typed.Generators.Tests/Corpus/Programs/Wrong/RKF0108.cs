// === A_step_is_called_twice
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n = await AddAsync(n);
        n = await AddAsync(n, 2); // RKF0108 'AddAsync' Flow.As
        return n;
    }

// === A_step_is_called_in_both_branches
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (n > 1) n = await AddAsync(n);
        else n = await AddAsync(n, 2); // RKF0108 'AddAsync' Flow.As
        return n;
    }

// === A_step_is_called_before_and_in_a_loop
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n = await AddAsync(n);
        while (Flow.Loop(n < 10, 5))
            n = await AddAsync(n, 2); // RKF0108 'AddAsync' Flow.As
        return n;
    }

// === Two_timers
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await Flow.Delay(TimeSpan.FromHours(1));
        n = await AddAsync(n);
        await Flow.Delay(TimeSpan.FromHours(2)); // RKF0108 'Flow.Delay' Flow.As
        return n;
    }

// === A_sub_flow_is_called_twice
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n = await PartAsync(n);
        return await PartAsync(n); // RKF0108 'PartAsync' Flow.As
    }

    [SubFlow]
    private async Task<int> PartAsync(int n) => await AddAsync(n);

// === An_injected_step_is_called_twice
    [Flow]
    public async Task<int> RunAsync(string article)
    {
        var x = await stock.HoldAsync(article, 1);
        var y = await stock.HoldAsync(article, 2); // RKF0108 'HoldAsync' Flow.As
        return x + y;
    }

// === A_name_that_is_the_id_of_another_step
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await NoteAsync("x");
        return await Flow.As("note", AddAsync(n)); // RKF0108 'note'
    }

// === One_name_for_two_call_sites
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n = await Flow.As("twice", AddAsync(n));
        return await Flow.As("twice", AddAsync(n)); // RKF0108 'twice'
    }

// === A_name_that_is_computed
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await Flow.As($"add-{n}", AddAsync(n)); // RKF0108 constant
    }

// === A_name_with_capitals_and_spaces
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await Flow.As("Add twice", AddAsync(n)); // RKF0108 'Add twice'
    }

// === An_empty_name
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await Flow.As("", AddAsync(n)); // RKF0108 lower-case
    }

// === A_second_call_of_a_step_in_a_sub_flow
    [Flow]
    public async Task<int> RunAsync(int n) => await PartAsync(n);

    [SubFlow]
    private async Task<int> PartAsync(int n)
    {
        n = await AddAsync(n);
        return await AddAsync(n); // RKF0108 'AddAsync' Flow.As
    }

// === A_name_inside_a_name
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await Flow.As("outer", Flow.As("inner", AddAsync(n))); // RKF0108 'inner'
    }

// === A_step_in_two_branches
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var (a, b) = await Flow.Parallel(AddAsync(n), AddAsync(n + 1)); // RKF0108 second call 'AddAsync'
        return a + b;
    }

// === Two_parallels_without_names
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var (a, _) = await Flow.Parallel(AddAsync(n), CheckAsync(n));
        var (_, c) = await Flow.Parallel(NameAsync(a), LoadAsync("x")); // RKF0108 second call 'Flow.Parallel'
        return c.Lines;
    }

// === A_former_name_that_is_computed
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await Flow.As("now", AddAsync(n), formerly: $"was-{n}"); // RKF0108 computed
    }

// === A_former_name_with_capitals
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await Flow.As("now", AddAsync(n), formerly: "Was"); // RKF0108 'Was'
    }

// === A_former_name_that_another_call_has
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n = await AddAsync(n);
        return await Flow.As("again", AddAsync(n), formerly: "add"); // RKF0108 'add'
    }

// === A_former_name_that_is_the_name
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await Flow.As("now", AddAsync(n), formerly: "now"); // RKF0108 'now'
    }
