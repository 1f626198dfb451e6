// === A_filter_with_a_call_around_an_inner_finally
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            try
            {
                n = await AddAsync(n);
            }
            finally
            {
                await NoteAsync("end");
            }
        }
        catch (StepFailedException e) when (stock.Knows(e.StepId)) // RKF0111 'Knows'
        {
            return 0;
        }

        return n;
    }

// === A_filter_that_reads_what_an_inner_finally_writes
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var ended = false;
        try
        {
            try
            {
                n = await AddAsync(n);
            }
            finally
            {
                ended = true;
            }
        }
        catch (StepFailedException) when (ended) // RKF0111 'ended'
        {
            return 0;
        }

        return n;
    }

// === A_filter_that_assigns_around_an_inner_finally
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var why = "";
        try
        {
            try
            {
                n = await AddAsync(n);
            }
            finally
            {
                await NoteAsync("end");
            }
        }
        catch (StepFailedException e) when ((why = e.StepId) == "add") // RKF0111 'why'
        {
            return why.Length;
        }

        return n;
    }

// === A_filter_that_reads_a_mutable_object_around_an_inner_finally
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var basket = new Basket { Count = n };
        try
        {
            try
            {
                n = await AddAsync(n);
            }
            finally
            {
                await NoteAsync("end");
            }
        }
        catch (StepFailedException) when (basket.Count > 3) // RKF0111 'Count'
        {
            return 0;
        }

        return n;
    }

// === A_filter_that_reads_a_field_around_an_inner_finally
    private static int s_limit = 3;

    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            try
            {
                n = await AddAsync(n);
            }
            finally
            {
                n++;
            }
        }
        catch (StepFailedException e) when (e.Attempts > s_limit) // RKF0111 's_limit'
        {
            return 0;
        }

        return n;
    }

    public static void Limit(int limit) => s_limit = limit;
