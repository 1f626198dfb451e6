// === A_goto_backwards
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        again:
        n = await AddAsync(n);
        if (n < 10) goto again; // RKF0104 goto 'again'
        return n;
    }

// === A_goto_forwards
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (n < 10) goto end; // RKF0104 goto 'end'
        n = await AddAsync(n);
        end:
        return n;
    }

// === A_goto_case_in_a_switch_with_operations
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        switch (n)
        {
            case 1:
                n = await AddAsync(n);
                goto case 2; // RKF0104 goto
            case 2:
                return n;
            default:
                return 0;
        }
    }

// === A_goto_default_in_a_switch_with_operations
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        switch (n)
        {
            case 1:
                goto default; // RKF0104 goto
            default:
                return await AddAsync(n);
        }
    }

// === A_using_statement_across_an_operation
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        using (var reader = new StringReader(text)) // RKF0104 using finally
        {
            var line = reader.ReadLine() ?? "";
            await NoteAsync(line);
        }

        return 1;
    }

// === A_using_declaration_across_an_operation
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        using var reader = new StringReader(text); // RKF0104 using finally
        var n = reader.Read();
        return await AddAsync(n);
    }

// === A_using_declaration_inside_an_if_across_an_operation
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        if (text.Length > 1)
        {
            using var reader = new StringReader(text); // RKF0104 using finally
            var n = reader.Read();
            await AddAsync(n);
        }

        return 1;
    }

// === A_checked_block_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        checked // RKF0104 checked
        {
            n = await AddAsync(n);
        }

        return n;
    }

// === An_unchecked_block_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        unchecked // RKF0104 unchecked
        {
            n = await AddAsync(n);
        }

        return n;
    }

// === An_await_foreach
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await foreach (var x in Numbers()) // RKF0104 'await foreach'
            n += x;
        return await AddAsync(n);
    }

    private static async IAsyncEnumerable<int> Numbers()
    {
        await Task.Yield();
        yield return 1;
    }

// === An_await_using_statement
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await using (var stream = new MemoryStream()) // RKF0104 'await using'
            n += (int)stream.Length;
        return await AddAsync(n);
    }

// === An_await_using_declaration
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await using var stream = new MemoryStream(); // RKF0104 'await using'
        n += (int)stream.Length;
        return n;
    }

// === A_catch_of_every_exception_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch (Exception e) // RKF0104 StepFailedException
        {
            return e.Message.Length;
        }

        return n;
    }

// === A_catch_without_a_type_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch // RKF0104 StepFailedException
        {
            return 0;
        }

        return n;
    }

// === A_catch_of_the_step_s_own_exception_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch (HttpRequestException) // RKF0104 StepFailedException
        {
            return 0;
        }

        return n;
    }

// === A_second_catch_of_another_type_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch (StepFailedException)
        {
            return 0;
        }
        catch (InvalidOperationException) // RKF0104 StepFailedException
        {
            return 1;
        }

        return n;
    }

// === A_catch_of_every_exception_around_a_timer
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            await Flow.Delay(TimeSpan.FromDays(1));
        }
        catch (OperationCanceledException) // RKF0104 StepFailedException
        {
            return 0;
        }

        return n;
    }

// === A_catch_of_every_exception_with_an_operation_in_the_catch
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        try
        {
            return int.Parse(text);
        }
        catch (FormatException) // RKF0104 StepFailedException
        {
            return await AddAsync(1);
        }
    }

// === A_catch_with_a_filter_on_every_exception_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch (Exception e) when (e is StepFailedException) // RKF0104 StepFailedException
        {
            return 0;
        }

        return n;
    }

// === A_ref_local_that_crosses_a_segment
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var all = new int[3];
        ref var first = ref all[0]; // RKF0104 'first' ref
        if (first == n)
            await NoteAsync("same");
        return all.Length;
    }

// === A_ref_readonly_loop_variable_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var all = new int[3];
        foreach (ref var x in all.AsSpan()) // RKF0104 'x' ref
        {
            x = n;
            await NoteAsync("same");
        }

        return all.Length;
    }

// === A_foreach_over_a_span_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        foreach (var x in "abc".AsSpan()) // RKF0104 ToArray
        {
            await NoteAsync("same");
        }

        return n;
    }

// === A_foreach_over_what_only_looks_like_a_sequence
    [Flow]
    public async Task<int> RunAsync(System.Text.RegularExpressions.RegexOptions options)
    {
        System.Collections.IEnumerable all = new[] { 1, 2 };
        foreach (int x in all) // RKF0104 'all' array
        {
            await NoteAsync($"{options}");
        }

        return 1;
    }

// === An_assignment_to_a_caught_failure
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            n = await AddAsync(n);
        }
        catch (StepFailedException e) // RKF0104 assignment to 'e'
        {
            e = new StepFailedException("other", 1, "", "");
            n = e.Attempts;
        }
        return n;
    }

// === Nine_loops_around_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        foreach (var a in new[] { 1 })
        foreach (var b in new[] { 1 })
        foreach (var c in new[] { 1 })
        foreach (var d in new[] { 1 })
        foreach (var e in new[] { 1 })
        foreach (var f in new[] { 1 })
        foreach (var g in new[] { 1 })
        foreach (var h in new[] { 1 })
        foreach (var i in new[] { 1 })
            n = await AddAsync(n); // RKF0104 more than 8 loops
        return n;
    }

// === Nine_loops_of_which_five_stand_in_a_sub_flow
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        foreach (var a in new[] { 1 })
        foreach (var b in new[] { 1 })
        foreach (var c in new[] { 1 })
        foreach (var d in new[] { 1 })
            n = await InnerAsync(n); // RKF0104 'InnerAsync' more than 8 loops
        return n;
    }

    [SubFlow]
    private async Task<int> InnerAsync(int n)
    {
        foreach (var e in new[] { 1 })
        foreach (var f in new[] { 1 })
        foreach (var g in new[] { 1 })
        foreach (var h in new[] { 1 })
        foreach (var i in new[] { 1 })
            n = await AddAsync(n);
        return n;
    }
