// === If_and_else
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (n > 10)
        {
            n = await AddAsync(n, -10);
        }
        else if (n > 5)
            n = await Flow.As("add-five", AddAsync(n, 5));
        else
        {
            await NoteAsync("small");
            if (n == 0) return 1;
        }

        return n;
    }

// === Switch_statements
    [Flow]
    public async Task<string> RunAsync(Order order)
    {
        switch (order)
        {
            case { Lines: 0 }:
                return "empty";
            case { Total: > 100m } when order.Id.Length > 3:
                await NoteAsync("dear");
                break;
            case { Lines: var lines }:
                var name = await NameAsync(lines);
                return name;
        }

        switch (order.Lines)
        {
            case 1:
            case 2:
                await Flow.As("note-few", NoteAsync("few"));
                break;
            default:
                throw Flow.Fail("many");
        }

        return order.Id;
    }

// === While_with_Flow_Loop
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (Flow.Loop(n < 100, max: 10))
        {
            n = await AddAsync(n, n);
            if (n == 7) continue;
            if (n == 50) break;
        }

        return n;
    }

// === While_with_progress
    [Flow]
    public async Task<int> RunAsync(string id)
    {
        var order = await LoadAsync(id);
        while (Flow.Loop(order.Lines < 3, max: 10, stuckAfter: 3, progress: order.Total, OnLimit.Continue))
            order = await Flow.As("reload", LoadAsync(id));
        return order.Lines;
    }

// === Do_with_Flow_Loop
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        do
        {
            n = await AddAsync(n, 1);
        }
        while (Flow.Loop(n < 10, max: 5));
        return n;
    }

// === For_with_Flow_Loop
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = n; Flow.Loop(i != 4, max: 20); i = (i * 3) % 7)
            await AddAsync(i);
        return n;
    }

// === Bounded_fors
    [Flow]
    public async Task<int> RunAsync(int n, int[] numbers)
    {
        for (var i = 0; i < 10; i++)
            n = await AddAsync(n, i);
        for (var i = n; i >= 0; i -= 2)
            await NoteAsync($"{i}");
        for (int i = 0, j = 5; i < numbers.Length && j > 0; ++i)
        {
            j = await Flow.As("indexed", AddAsync(j, numbers[i]));
        }

        for (var i = 0; n > i; i += 3)
            await Flow.As("threes", NoteAsync($"{i}"));
        return n;
    }

// === Loops_without_operations_need_no_bound
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (n < 100) n *= 2;
        do n--; while (n > 50);
        for (;;)
        {
            if (n++ > 70) break;
        }

        return await AddAsync(n);
    }

// === Foreach_loops
    [Flow]
    public async Task<int> RunAsync(string id, List<int> numbers, Dictionary<string, int> stockOf)
    {
        var n = 0;
        var articles = await ArticlesAsync(id);
        foreach (var article in articles)
            n += article.Length;
        foreach (var article in articles)
        {
            if (article.Length == 0) continue;
            var held = await stock.HoldAsync(article, 1);
            n += held;
            if (n > 10) break;
        }

        foreach (long x in numbers)
            n = await AddAsync(n, (int)x);
        foreach (var (article, amount) in stockOf.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)))
            await NoteAsync($"{article} {amount}");
        return n;
    }

// === Try_and_finally
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        try
        {
            n = await AddAsync(n, 1, ct);
            if (n > 3) return n;
        }
        finally
        {
            await NoteAsync($"end {n}", ct);
        }

        return 0;
    }

// === Try_and_catch
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch (StepFailedException e) when (e.Attempts > 3)
        {
            await NoteAsync(e.StepId);
            throw;
        }
        catch (StepFailedException e)
        {
            var name = await NameAsync(n);
            return $"{name}: {e.Message}";
        }

        return $"{n}";
    }

// === Catch_and_finally_in_one_statement
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch (StepFailedException)
        {
            n = -1;
        }
        finally
        {
            await NoteAsync("end");
        }

        return n;
    }

// === A_filter_around_an_inner_finally_that_only_reads_the_exception
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
        catch (StepFailedException e) when (e is { Attempts: > 2, StepId: "add" } || e.ErrorType == "Timeout")
        {
            return 0;
        }

        return n;
    }

// === A_filter_with_a_call_and_no_inner_finally
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch (StepFailedException e) when (stock.Knows(e.StepId))
        {
            return 0;
        }

        return n;
    }

// === Everything_nested
    [Flow]
    public async Task<int> RunAsync(string id, int[] numbers, CancellationToken ct = default)
    {
        var total = 0;
        foreach (var number in numbers)
        {
            try
            {
                switch (number % 3)
                {
                    case 0:
                        for (var i = 0; i < 2; i++)
                        {
                            var part = await AddAsync(number, i, ct);
                            if (part > 100) return total;
                            total += part;
                        }

                        break;
                    case 1:
                        while (Flow.Loop(total < number, 3))
                        {
                            total = await Flow.As("catch-up", AddAsync(total, 1, ct));
                            if (total == 42) continue;
                            if (total == 43) break;
                        }

                        break;
                    default:
                        do
                        {
                            if (number < 0) throw Flow.Fail("negative");
                            await Flow.Delay(TimeSpan.FromSeconds(number), ct);
                        }
                        while (Flow.Loop(number > 100, 2));
                        break;
                }
            }
            catch (StepFailedException e) when (e.Attempts > 1)
            {
                try
                {
                    await NoteAsync(e.Message, ct);
                }
                catch (StepFailedException)
                {
                    continue;
                }
                finally
                {
                    total--;
                }
            }
            finally
            {
                if (total > 3)
                {
                    foreach (var c in id)
                        await Flow.As("last-note", NoteAsync($"{c}", ct));
                }
            }
        }

        return total;
    }

// === A_return_of_a_value_inside_loops_and_handlers
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = 0; i < 3; i++)
        {
            try
            {
                if (n == i) return await AddAsync(n, i);
                if (n > i) continue;
                break;
            }
            finally
            {
                n++;
                await NoteAsync($"{n}");
            }
        }

        return n;
    }

// === Same_named_locals_in_sibling_blocks
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        {
            var x = await AddAsync(n);
            n += x;
        }
        {
            var x = await NameAsync(n);
            n += x.Length;
        }

        if (n > 3)
        {
            var x = n * 2m;
            await NoteAsync($"{x}");
            n = (int)x;
        }

        return n;
    }

// === Flow_Loop_in_parentheses_and_by_name
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while ((Flow.Loop(max: 4, condition: n < 10)))
            n = await AddAsync(n, 1);
        return n;
    }

// === Locals_of_every_scope
    [Flow]
    public async Task<int> RunAsync(string text, Dictionary<string, int> map)
    {
        await AddAsync(int.TryParse(text, out var n) ? n : 0);
        switch (n)
        {
            case 1:
                int x = 3;
                await NoteAsync($"{x}");
                break;
            case 2:
                x = 4;
                await Flow.As("note-two", NoteAsync($"{x}"));
                break;
        }

        int last;
        do
        {
            last = await Flow.As("add-last", AddAsync(n));
        }
        while (Flow.Loop(last < 3, 3));
        foreach (var (key, value) in map)
        {
            await Flow.As("note-key", NoteAsync(key));
            last += value;
        }

        return last;
    }
