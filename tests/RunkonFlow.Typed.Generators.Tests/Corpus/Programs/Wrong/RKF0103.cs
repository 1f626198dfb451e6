// === A_while_true
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (true) // RKF0103 Flow.Loop
        {
            n = await AddAsync(n);
            if (n > 100) return n;
        }
    }

// === A_while_with_a_condition_of_its_own
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (n < 100) // RKF0103 Flow.Loop
            n = await AddAsync(n);
        return n;
    }

// === A_do_with_a_condition_of_its_own
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        do // RKF0103 Flow.Loop
        {
            n = await AddAsync(n);
        }
        while (n < 100);
        return n;
    }

// === A_for_without_a_condition
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (;;) // RKF0103 Flow.Loop
        {
            n = await AddAsync(n);
            if (n > 5) return n;
        }
    }

// === A_for_whose_limit_is_assigned_in_the_body
    [Flow]
    public async Task<int> RunAsync(int limit)
    {
        for (var i = 0; i < limit; i++) // RKF0103 'limit' Flow.Loop
            limit = await AddAsync(limit, i);
        return limit;
    }

// === A_for_whose_variable_is_assigned_in_the_body
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = 0; i < 10; i++) // RKF0103 'i' Flow.Loop
            i = await AddAsync(n, i);
        return n;
    }

// === A_for_whose_step_is_not_constant
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = 0; i < 10; i += n) // RKF0103 Flow.Loop
            await AddAsync(i);
        return n;
    }

// === A_for_that_steps_away_from_its_limit
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = 0; i < 10; i--) // RKF0103 Flow.Loop
            await AddAsync(i);
        return n;
    }

// === A_for_that_compares_for_inequality
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = 0; i != n; i += 2) // RKF0103 Flow.Loop
            await AddAsync(i);
        return n;
    }

// === A_for_whose_limit_is_a_call
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = 0; i < courier.PriceOf($"{i}"); i++) // RKF0103 Flow.Loop
            await AddAsync(i);
        return n;
    }

// === A_for_whose_list_grows_in_the_body
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var all = new List<int> { 1 };
        for (var i = 0; i < all.Count; i++) // RKF0103 'all' Flow.Loop
        {
            n = await AddAsync(i);
            if (n < 5) all = [.. all, n];
        }

        return n;
    }

// === Flow_Loop_is_only_a_part_of_the_condition
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (n > 0 && Flow.Loop(n < 100, 10)) // RKF0103 entire
            n = await AddAsync(n);
        return n;
    }

// === Flow_Loop_is_negated
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (!Flow.Loop(n > 100, 10)) // RKF0103 entire
            n = await AddAsync(n);
        return n;
    }

// === Flow_Loop_in_an_if
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (Flow.Loop(n > 100, 10)) // RKF0103 entire
            n = await AddAsync(n);
        return n;
    }

// === Flow_Loop_in_a_local
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var more = Flow.Loop(n > 100, 10); // RKF0103 entire
        if (more) n = await AddAsync(n);
        return n;
    }

// === Flow_Loop_around_statements_without_an_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (Flow.Loop(n < 100, 10)) // RKF0103 operation
            n++;
        return await AddAsync(n);
    }

// === A_while_true_inside_a_bounded_loop
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (Flow.Loop(n < 100, 10))
        {
            while (n % 2 == 0) // RKF0103 Flow.Loop
                n = await AddAsync(n, 1);
            n++;
        }

        return n;
    }

// === A_while_with_an_operation_deep_inside
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (n < 100) // RKF0103 Flow.Loop
        {
            n++;
            if (n % 2 == 0)
            {
                try
                {
                    n++;
                }
                finally
                {
                    await NoteAsync($"{n}");
                }
            }
        }

        return n;
    }

// === A_while_true_with_a_timer
    [Flow]
    public async Task RunAsync(int n)
    {
        while (n > 0) // RKF0103 Flow.Loop
            await Flow.Delay(TimeSpan.FromMinutes(1));
    }

// === A_while_true_in_a_sub_flow
    [Flow]
    public async Task RunAsync(int n) => await PartAsync(n);

    [SubFlow]
    private async Task PartAsync(int n)
    {
        while (n < 5) // RKF0103 Flow.Loop
            n = await AddAsync(n);
    }

// === A_for_whose_variable_a_local_function_assigns
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        int i;
        for (i = 0; i < 10; i++) // RKF0103 'i' Flow.Loop
        {
            await AddAsync(n, i);
            Again();
        }

        return i;

        void Again() => i = 0;
    }

// === A_while_in_a_flow_with_two_parts
using Shop;

namespace Other;

[Workflow("parts")]
public sealed partial class Parts
{
    [Flow]
    public partial Task<int> RunAsync(int n);

    public async partial Task<int> RunAsync(int n)
    {
        while (n < 10) // RKF0103 Flow.Loop
            n = await AddAsync(n);
        return n;
    }

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n + 1);
}

// === Flow_Loop_in_a_lambda
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<bool> more = () => Flow.Loop(n > 1, 2); // RKF0103 entire
        if (more()) n++;
        return await AddAsync(n);
    }

// === BUG_14_a_loop_that_allows_no_round
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (Flow.Loop(n < 100, max: 0)) // RKF0103 Flow.Loop 'max: 1'
            n = await AddAsync(n);
        return n;
    }

// === BUG_20_a_loop_that_would_be_stuck_after_a_single_round
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (Flow.Loop(n < 100, 10, stuckAfter: 1, progress: n)) // RKF0103 Flow.Loop 'stuckAfter: 2'
            n = await AddAsync(n);
        return n;
    }

// === A_loop_that_lives_on_in_a_workflow_that_keeps_every_round
    [Flow]
    public async Task RunAsync(int n)
    {
        while (Flow.Forever) // RKF0103 'Flow.Forever' KeepHistory
            n = await AddAsync(n);
    }

// === Forever_as_a_part_of_a_condition
    [Flow]
    public async Task RunAsync(int n)
    {
        while (Flow.Forever && n < 3) // RKF0103 'Flow.Forever' entire
            n = await AddAsync(n);
    }

// === Forever_as_a_plain_value
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (Flow.Forever) // RKF0103 'Flow.Forever' entire
            n = await AddAsync(n);
        return n;
    }
