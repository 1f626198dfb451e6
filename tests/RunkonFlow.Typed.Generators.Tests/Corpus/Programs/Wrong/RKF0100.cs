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
