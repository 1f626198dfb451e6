// === Task_Delay_is_awaited_in_a_flow
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        await Task.Delay(1_000, ct); // RKF0100 'Delay' Flow.Delay
        return await AddAsync(n, ct: ct);
    }

// === An_http_call_is_awaited_in_a_flow
    [Flow]
    public async Task<int> RunAsync(string url)
    {
        var text = await http.GetStringAsync(url); // RKF0100 'GetStringAsync' [Step]
        return await AddAsync(text.Length);
    }

// === A_method_of_an_injected_class_without_Step_is_awaited
using Shop;

namespace Other;

public interface IMailer { Task SendAsync(string text); }

[Workflow("mailing")]
public sealed partial class Mailing(IMailer mailer)
{
    [Flow]
    public async Task RunAsync(string text)
    {
        await mailer.SendAsync(text); // RKF0100 'SendAsync' [Step]
    }
}

// === A_helper_of_the_workflow_is_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await TwiceAsync(n); // RKF0100 'TwiceAsync' [Step]
    }

    private static Task<int> TwiceAsync(int n) => Task.FromResult(2 * n);

// === Task_Yield_is_awaited_in_a_flow
    [Flow]
    public async Task RunAsync(int n)
    {
        await AddAsync(n);
        await Task.Yield(); // RKF0100 'Yield'
    }

// === A_finished_task_is_awaited_inside_an_if
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (n > 3)
        {
            n = await Task.FromResult(n - 1); // RKF0100 'FromResult'
        }

        return await AddAsync(n);
    }

// === An_async_lambda_is_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<Task<int>> later = async () => { await Task.Yield(); return 1; };
        n += await later(); // RKF0100 'later'
        return await AddAsync(n);
    }

// === An_async_local_function_is_awaited
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n += await WaitAsync(); // RKF0100 'WaitAsync'
        return await AddAsync(n);

        static async Task<int> WaitAsync() { await Task.Yield(); return 1; }
    }

// === A_task_parameter_of_the_class_is_awaited_in_a_finally
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        try
        {
            return await AddAsync(n);
        }
        finally
        {
            await http.GetAsync("https://example.org"); // RKF0100 'GetAsync' [Step]
        }
    }

// === Task_Delay_is_awaited_in_a_sub_flow
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await PartAsync(n);
    }

    [SubFlow]
    private async Task<int> PartAsync(int n)
    {
        await Task.Delay(5); // RKF0100 'Delay' Flow.Delay
        return await AddAsync(n);
    }

// === ConfigureAwait_hides_a_call_that_is_not_durable
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await Task.Delay(5).ConfigureAwait(false); // RKF0100 'Delay' Flow.Delay
        return await AddAsync(n);
    }

// === Flow_As_around_a_call_that_is_not_durable
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await Flow.As("pause", Task.Delay(5)); // RKF0100 'Delay' Flow.Delay
        return await AddAsync(n);
    }

// === A_branch_that_is_no_operation
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var (sum, text) = await Flow.Parallel(AddAsync(n), http.GetStringAsync("x")); // RKF0100 'http.GetStringAsync("x")' [Step]
        return sum + text.Length;
    }

// === A_branch_that_has_its_result_already
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var (sum, other) = await Flow.Parallel(AddAsync(n), Task.FromResult(n)); // RKF0100 'Task.FromResult(n)' [Step]
        return sum + other;
    }

// === An_item_body_that_is_no_operation
    [Flow]
    public async Task<int> RunAsync(List<string> names)
    {
        var pages = await Flow.ForEach(names, name => http.GetStringAsync(name)); // RKF0100 'Flow.ForEach' [Step]
        return pages.Items.Count;
    }

// === An_item_body_that_names_a_plain_method
    private Task<string> ReadAsync(string name) => http.GetStringAsync(name);

    [Flow]
    public async Task<int> RunAsync(List<string> names)
    {
        var pages = await Flow.ForEach(names, ReadAsync); // RKF0100 'ReadAsync' [Step]
        return pages.Items.Count;
    }

// === An_item_body_from_a_local
    [Flow]
    public async Task<int> RunAsync(List<int> numbers)
    {
        Func<int, Task<int>> same = n => Task.FromResult(n);
        var all = await Flow.ForEach(numbers, same); // RKF0100 'same' [Step]
        return all.Items.Count;
    }
