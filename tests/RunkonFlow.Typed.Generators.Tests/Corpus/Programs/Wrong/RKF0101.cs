// === A_step_in_a_lambda
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<Task<int>> later = () => AddAsync(n); // RKF0101 'AddAsync' lambda
        return later.GetHashCode();
    }

// === A_step_in_an_async_lambda
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<Task<int>> later = async () => await AddAsync(n); // RKF0101 'AddAsync' lambda
        return later.GetHashCode();
    }

// === A_step_in_an_anonymous_method
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<Task<int>> later = delegate { return AddAsync(n); }; // RKF0101 'AddAsync' lambda
        return later.GetHashCode();
    }

// === A_step_in_a_lambda_that_is_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<Task<int>> later = () => AddAsync(n); // RKF0101 'AddAsync' lambda
        return await later();
    }

// === A_step_in_a_local_function
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await TwiceAsync();

        async Task<int> TwiceAsync() => 2 * await AddAsync(n); // RKF0101 'AddAsync' [SubFlow]
    }

// === A_step_in_a_Select
    [Flow]
    public async Task<int> RunAsync(int[] numbers)
    {
        var sums = await Task.WhenAll(numbers.Select(n => AddAsync(n))); // RKF0101 'AddAsync' lambda
        return sums.Length;
    }

// === A_step_as_a_method_group
    [Flow]
    public async Task<int> RunAsync(int[] numbers)
    {
        Func<int, int, CancellationToken, Task<int>> add = AddAsync; // RKF0101 'AddAsync' delegate
        return numbers.Length;
    }

// === A_step_in_a_query
    [Flow]
    public async Task<int> RunAsync(int[] numbers)
    {
        var all = (from n in numbers select AddAsync(n)).ToList(); // RKF0101 'AddAsync' query
        return all.Count;
    }

// === A_step_as_the_source_of_a_query
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var big = (from x in await NumbersAsync(n) where x > 1 select x).Count(); // RKF0101 'NumbersAsync' query
        return big;
    }

// === A_step_in_a_conditional_expression
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var x = n > 1 ? await AddAsync(n) : 0; // RKF0101 'AddAsync' conditional
        return x;
    }

// === A_conditional_expression_of_steps
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var x = await (n > 1 ? AddAsync(n) : Task.FromResult(0)); // RKF0101 'AddAsync' conditional
        return x;
    }

// === A_step_as_an_argument_of_a_step
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        return await NameAsync(await AddAsync(n)); // RKF0101 'AddAsync' local
    }

// === A_step_as_an_argument_of_a_method
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return Math.Abs(await AddAsync(n)); // RKF0101 'AddAsync' local
    }

// === A_step_in_arithmetic
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await AddAsync(n) + 1; // RKF0101 'AddAsync' local
    }

// === A_member_of_a_step_s_result
    [Flow]
    public async Task<int> RunAsync(string id)
    {
        return (await LoadAsync(id)).Lines; // RKF0101 'LoadAsync' local
    }

// === A_cast_of_a_step_s_result
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var x = (long)await AddAsync(n); // RKF0101 'AddAsync' local
        return (int)x;
    }

// === A_step_before_a_null_coalescing
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        var name = await NameAsync(n) ?? "none"; // RKF0101 'NameAsync' local
        return name;
    }

// === A_step_in_a_pattern
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (await AddAsync(n) is > 3 and var x) // RKF0101 'AddAsync' local
            return x;
        return 0;
    }

// === A_step_in_a_switch_expression
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return n switch
        {
            1 => await AddAsync(n), // RKF0101 'AddAsync' switch
            _ => 0,
        };
    }

// === A_step_in_an_interpolated_string
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        return $"<{await NameAsync(n)}>"; // RKF0101 'NameAsync' local
    }

// === A_step_in_an_object_initializer
    [Flow]
    public async Task<Basket> RunAsync(int n)
    {
        return new Basket { Count = await AddAsync(n) }; // RKF0101 'AddAsync' local
    }

// === A_step_in_a_collection_expression
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        int[] all = [await AddAsync(n), 2]; // RKF0101 'AddAsync' local
        return all.Length;
    }

// === A_step_in_a_tuple
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var (x, y) = (await AddAsync(n), 2); // RKF0101 'AddAsync' local
        return x + y;
    }

// === A_step_added_to_a_local
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n += await AddAsync(n); // RKF0101 'AddAsync' +=
        return n;
    }

// === A_step_assigned_where_null
    [Flow]
    public async Task<string> RunAsync(int n, string? name = null)
    {
        name ??= await NameAsync(n); // RKF0101 'NameAsync' ??=
        return name;
    }

// === An_array_element_as_target
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var all = new int[2];
        all[1] = await AddAsync(n); // RKF0101 'AddAsync' local
        return all.Length;
    }

// === A_property_as_target
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var basket = new Basket();
        basket.Count = await AddAsync(n); // RKF0101 'AddAsync' local
        return 1;
    }

// === A_field_of_the_workflow_as_target
    private int _last;

    [Flow]
    public async Task<int> RunAsync(int n)
    {
        _last = await AddAsync(n); // RKF0101 'AddAsync' local
        return 1;
    }

    public int Last => _last;

// === Two_steps_in_one_declaration
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        int x = 1, y = await AddAsync(n); // RKF0101 'AddAsync' declaration
        return x + y;
    }

// === A_chained_assignment
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        int x, y;
        x = y = await AddAsync(n); // RKF0101 'AddAsync' local
        return x + y;
    }

// === A_step_in_the_condition_of_an_if
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (await CheckAsync(n)) // RKF0101 'CheckAsync' local
            n = 1;
        return n;
    }

// === A_negated_step_in_the_condition_of_an_if
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (!await CheckAsync(n)) // RKF0101 'CheckAsync' local
            n = 1;
        return n;
    }

// === A_step_in_the_condition_of_a_while
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        while (Flow.Loop(await CheckAsync(n), 3)) // RKF0101 'CheckAsync' local
            n++;
        return n;
    }

// === A_step_in_the_head_of_a_foreach
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        foreach (var x in await NumbersAsync(n)) // RKF0101 'NumbersAsync' local
            n += x;
        return n;
    }

// === A_step_in_the_head_of_a_switch
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        switch (await AddAsync(n)) // RKF0101 'AddAsync' local
        {
            case 1: return 2;
            default: return 3;
        }
    }

// === A_step_in_the_initializer_of_a_for
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = await AddAsync(n); i < 10; i++) // RKF0101 'AddAsync' local
            n++;
        return n;
    }

// === A_step_in_the_incrementor_of_a_for
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        for (var i = 0; i < 10; i = await AddAsync(i)) // RKF0101 'AddAsync' local
            n++;
        return n;
    }

// === A_step_in_a_throw
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        throw Flow.Fail(await NameAsync(n)); // RKF0101 'NameAsync' local
    }

// === A_step_in_a_return_of_a_tuple_element
    [Flow]
    public async Task<bool> RunAsync(int n)
    {
        return n > 1 && await CheckAsync(n); // RKF0101 'CheckAsync' local
    }

// === A_timer_in_a_lambda
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<ValueTask> wait = () => Flow.Delay(TimeSpan.FromHours(n)); // RKF0101 'Flow.Delay' lambda
        return wait.GetHashCode();
    }

// === A_sub_flow_in_an_expression
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return 1 + await PartAsync(n); // RKF0101 'PartAsync' local
    }

    [SubFlow]
    private async Task<int> PartAsync(int n) => await AddAsync(n);

// === An_injected_step_behind_a_question_mark
using Shop;

namespace Other;

[Workflow("maybe")]
public sealed partial class Maybe(IStock? stock = null)
{
    [Flow]
    public async Task RunAsync(string article)
    {
        await (stock?.HoldAsync(article, 1) ?? Task.FromResult(0)); // RKF0101 'HoldAsync'
    }
}

// === A_step_of_an_object_made_in_the_flow
    [Flow]
    public async Task<string> RunAsync(string address)
    {
        return await new Courier().SendAsync(address); // RKF0101 'SendAsync' constructor parameter
    }

// === A_step_of_a_local
    [Flow]
    public async Task<string> RunAsync(string address)
    {
        var other = courier;
        return await other.SendAsync(address); // RKF0101 'SendAsync' constructor parameter
    }

// === A_step_in_an_argument_of_Flow_Delay
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await Flow.Delay(TimeSpan.FromSeconds(await AddAsync(n))); // RKF0101 'AddAsync' local
        return n;
    }

// === A_step_in_the_arm_of_a_conditional_access
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return (await NameAsync(n))?.Length ?? 0; // RKF0101 'NameAsync' local
    }

// === A_step_declared_with_using
using Shop;

namespace Other;

public sealed class Ticket : IDisposable { public void Dispose() { } }

[Workflow("tickets")]
public sealed partial class Tickets
{
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var x = await CountAsync(n);
        Ticket[] all = [new Ticket()];
        using var ticket = all[await CountAsync(x)]; // RKF0101 'CountAsync' local
        return x;
    }

    [Step]
    private Task<int> CountAsync(int n) => Task.FromResult(n);
}

// === A_step_called_as_an_extension
using Shop;

namespace Other;

public static class Steps
{
    [Step]
    public static Task<int> LinesAsync(this Order order) => Task.FromResult(order.Lines);
}

[Workflow("extended")]
public sealed partial class Extended
{
    [Flow]
    public async Task<int> RunAsync(Order order)
    {
        return await order.LinesAsync(); // RKF0101 'LinesAsync' Steps.LinesAsync
    }
}

// === A_step_of_a_service_that_is_looked_up
using Shop;

namespace Other;

[Workflow("looking")]
public sealed partial class Looking(IServiceProvider services)
{
    [Flow]
    public async Task<int> RunAsync(string article)
    {
        return await ((IStock)services.GetService(typeof(IStock))!).HoldAsync(article, 1); // RKF0101 'HoldAsync' constructor parameter
    }
}

// === A_step_in_a_checked_expression
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n = checked(await AddAsync(n)); // RKF0101 'AddAsync' local
        return n;
    }

// === A_parallel_as_a_branch
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var ((a, b), c) = await Flow.Parallel(Flow.Parallel(AddAsync(n), CheckAsync(n)), NameAsync(n)); // RKF0101 'Flow.Parallel' branch [SubFlow]
        return b ? a : c.Length;
    }

// === A_branch_that_chooses_between_two_steps
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var (sum, other) = await Flow.Parallel(AddAsync(n), n > 1 ? SumAsync([n]) : SumAsync([])); // RKF0101 'SumAsync' choice Flow.Skip
        return sum + other;
    }

// === A_branch_around_a_step
    private static async Task<int> TwiceAsync(Task<int> task) => 2 * await task;

    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var (sum, other) = await Flow.Parallel(TwiceAsync(AddAsync(n)), CheckAsync(n)); // RKF0101 'AddAsync' expression
        return other ? sum : 0;
    }

// === An_async_lambda_for_items
    [Flow]
    public async Task<int> RunAsync(List<int> numbers)
    {
        var all = await Flow.ForEach(numbers, async n => await AddAsync(n)); // RKF0101 'AddAsync' async lambda
        return all.Items.Count;
    }

// === A_lambda_with_two_steps
    [Flow]
    public async Task<int> RunAsync(List<int> numbers)
    {
        var all = await Flow.ForEach(numbers, n => n > 1 ? AddAsync(n) : SumAsync(numbers)); // RKF0101 'AddAsync' another operation [SubFlow]
        return all.Items.Count;
    }

// === A_lambda_that_computes_and_then_calls
    [Flow]
    public async Task<int> RunAsync(List<int> numbers)
    {
        var all = await Flow.ForEach(numbers, n => { var m = n + 1; return AddAsync(m); }); // RKF0101 'AddAsync' expression of a lambda
        return all.Items.Count;
    }

// === A_fan_out_for_each_item
    [Flow]
    public async Task<int> RunAsync(List<int> numbers)
    {
        var all = await Flow.ForEach(numbers, n => Flow.ForEach(numbers, m => AddAsync(n, m))); // RKF0101 fan-out [SubFlow]
        return all.Items.Count;
    }

// === A_parallel_in_an_expression
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return (await Flow.Parallel(AddAsync(n), CheckAsync(n))).Item1; // RKF0101 'Flow.Parallel' local
    }
