// === Two_branches_write_one_local
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await Flow.Parallel(AddAsync(n++), CheckAsync(++n)); // RKF0205 'n' two branches
        return n;
    }

// === Branches_of_a_race_write_one_local
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var won = await Flow.Race(AddAsync(n = 3), Flow.As("other", AddAsync(n += 1))); // RKF0205 'n' two branches
        return won.Result();
    }

// === A_lambda_counts_the_items
    [Flow]
    public async Task<int> RunAsync(List<int> numbers)
    {
        var count = 0;
        await Flow.ForEach(numbers, number => AddAsync(number, count++)); // RKF0205 'count' every item
        return count;
    }
