// === A_step_is_called_and_forgotten
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        NoteAsync("started"); // RKF0102 'NoteAsync' await
        return await AddAsync(n);
    }

// === A_step_s_task_is_discarded
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        _ = NoteAsync("started"); // RKF0102 'NoteAsync' await
        return await AddAsync(n);
    }

// === A_step_s_task_is_stored_and_awaited_later
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var sum = AddAsync(n); // RKF0102 'AddAsync' await
        return await sum;
    }

// === Two_steps_in_WhenAll
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await Task.WhenAll(AddAsync(n)); // RKF0102 'AddAsync' await
        return 1;
    }

// === The_result_of_a_step_s_task_is_blocked_on
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return AddAsync(n).Result; // RKF0102 'AddAsync' await
    }

// === The_awaiter_of_a_step_s_task_is_blocked_on
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return AddAsync(n).GetAwaiter().GetResult(); // RKF0102 'AddAsync' await
    }

// === A_step_with_a_continuation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await AddAsync(n).ContinueWith(t => t.Result + 1); // RKF0102 'AddAsync' await
    }

// === A_timer_is_not_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Flow.Delay(TimeSpan.FromHours(1)); // RKF0102 'Flow.Delay' await
        return await AddAsync(n);
    }

// === A_sub_flow_is_not_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var part = PartAsync(n); // RKF0102 'PartAsync' await
        return await AddAsync(n);
    }

    [SubFlow]
    private async Task<int> PartAsync(int n) => await AddAsync(n);

// === A_named_step_is_not_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var sum = Flow.As("first", AddAsync(n)); // RKF0102 'AddAsync' await
        return await AddAsync(n);
    }

// === A_step_s_task_as_an_argument
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return Keep(AddAsync(n)); // RKF0102 'AddAsync' await
    }

    private static int Keep(Task<int> task) => task.GetHashCode();

// === A_step_s_task_in_a_collection
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var tasks = new List<Task<int>>();
        tasks.Add(AddAsync(n)); // RKF0102 'AddAsync' await
        return tasks.Count;
    }

// === A_step_is_called_and_forgotten_inside_a_using
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        using (var reader = new StringReader(text))
        {
            NoteAsync(reader.ReadLine() ?? ""); // RKF0102 'NoteAsync' await
        }

        return 1;
    }

// === A_step_with_a_limit_of_time_around_it
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await AddAsync(n).WaitAsync(TimeSpan.FromSeconds(1)); // RKF0102 'AddAsync' await
    }

// === A_parallel_that_is_not_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var both = Flow.Parallel(AddAsync(n), CheckAsync(n)); // RKF0102 'Flow.Parallel' await
        await NoteAsync("started");
        return (await both).Item1;
    }

// === A_branch_that_was_started_before
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var early = AddAsync(n); // RKF0102 'AddAsync' await
        var (sum, _) = await Flow.Parallel(early, CheckAsync(n));
        return sum;
    }
